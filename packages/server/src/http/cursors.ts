import type { z } from "zod";
import { HttpProblem } from "./problems.ts";

/** A place in a list, opaque to the caller. */
export function writeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

export function readCursor<T extends z.ZodType>(schema: T, cursor: string | undefined): z.infer<T> | null {
  if (cursor === undefined) return null;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw new HttpProblem("input_invalid", "cursor: not one that this server gave out");
  }
}
