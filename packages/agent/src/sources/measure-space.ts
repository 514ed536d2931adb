import { statfs } from "node:fs/promises";
import { type Answer, answered } from "../probes/answer.ts";
import { answerOfError } from "./answer-of-error.ts";

/** Sizes in bytes of the file systems that hold the paths, and what an ordinary user may still fill (statvfs(3), f_bavail). */
export async function measureSpace(paths: readonly string[]): Promise<Answer> {
  try {
    const rows = await Promise.all(
      paths.map(async (path) => {
        const { blocks, bavail, bsize } = await statfs(path);
        return { path, sizeBytes: blocks * bsize, freeBytes: bavail * bsize };
      }),
    );
    return answered(JSON.stringify(rows));
  } catch (error) {
    return answerOfError(error, paths.join(", "));
  }
}
