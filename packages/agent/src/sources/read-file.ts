import { constants, type FileHandle, open } from "node:fs/promises";
import { type Answer, answered } from "../probes/answer.ts";
import { answerOfError } from "./answer-of-error.ts";
import { decodeText } from "./decode-text.ts";

/** Bytes of a file when its source names no limit: account files of a large site are far smaller. */
const MAX_FILE_BYTES = 2 * 1024 * 1024;

const CHUNK_BYTES = 16 * 1024;

// Read in pieces, as files under /proc say that they are empty.
async function readUpTo(file: FileHandle, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  while (length < maxBytes) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, maxBytes - length));
    const { bytesRead } = await file.read(chunk, 0, chunk.length, null);
    if (bytesRead === 0) break;
    chunks.push(chunk.subarray(0, bytesRead));
    length += bytesRead;
  }
  return Buffer.concat(chunks, length);
}

/**
 * Reads a text file up to a limit in bytes.
 * Opened non-blocking, so that a pipe put in a file's place cannot hold the agent up.
 */
export async function readTextFile(path: string, maxBytes = MAX_FILE_BYTES, isHeadEnough = false): Promise<Answer> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      if (!(await file.stat()).isFile()) return { kind: "failed", reason: `${path} is not a file` };
      const bytes = await readUpTo(file, isHeadEnough ? maxBytes : maxBytes + 1);
      if (bytes.length > maxBytes) return { kind: "failed", reason: `${path} is larger than ${maxBytes} bytes` };
      return answered(decodeText(bytes));
    } finally {
      await file.close();
    }
  } catch (error) {
    return answerOfError(error, path);
  }
}
