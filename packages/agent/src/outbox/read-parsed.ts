import { readFile } from "node:fs/promises";
import type { z } from "zod";

/** Reads a JSON file; null when there is none, or when the disk or another version left something else in it. */
export async function readParsed<S extends z.ZodType>(file: string, schema: S): Promise<z.infer<S> | null> {
  try {
    return schema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    const isUnreadable = error instanceof Error && "code" in error && error.code !== "ENOENT";
    if (isUnreadable) throw error;
    return null;
  }
}
