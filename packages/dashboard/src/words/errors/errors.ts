import type { Problem } from "@muster/shared/api.ts";
import { ERRORS, type ErrorCode } from "@muster/shared/errors.ts";
import { wordsOf } from "../spoken.ts";

/** What happened and what to do, by code. What is left out is said in the server's English. */
export type ErrorWords = Partial<Record<ErrorCode, { message: string; remedy: string }>>;

export const ENGLISH: ErrorWords = {};

const say = wordsOf("errors", ENGLISH);

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

/** A problem's title and remedy in the language that is spoken; the server writes both in English. */
export function problemInWords({ code, title, remedy }: Problem): { title: string; remedy: string } {
  const said = isErrorCode(code) ? say[code] : undefined;
  return said === undefined ? { title, remedy } : { title: said.message, remedy: said.remedy };
}
