import { readFileSync } from "node:fs";
import { AppError } from "@muster/shared/errors.ts";

/** A document that a command was given: a file's text, or standard input's for `-`. */
export function readDocument(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new AppError("policy_invalid", `\n  ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
