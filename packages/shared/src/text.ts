import { z } from "zod";
import { MAX_NAME_CHARS, MAX_TEXT_CHARS } from "./limits.ts";

/** A UTC instant on the wire, such as `2026-11-23T09:41:00.000Z`. */
export const Instant = z.iso.datetime({ offset: false, local: false });
export type Instant = z.infer<typeof Instant>;

/** A short name as a machine or a person wrote it; shown as text, never as markup. */
export const Name = z.string().min(1).max(MAX_NAME_CHARS);

/** One or two sentences of free text. */
export const Sentence = z.string().max(MAX_TEXT_CHARS);

/** Turns epoch milliseconds into the wire's form. */
export function toInstant(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}

/** Turns the wire's form into epoch milliseconds. */
export function toEpochMs(instant: Instant): number {
  return Date.parse(instant);
}

/** Cuts text to a limit, marking the cut with an ellipsis. */
export function clip(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : `${text.slice(0, maxChars - 1)}…`;
}
