import { open, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { stateTrouble } from "./state-trouble.ts";

/** The ending of a file that was not finished. */
export const DRAFT_ENDING = ".new";

/**
 * Writes a file whole or not at all: the bytes reach the disk under another name before they take the file's place, so that
 * a power cut leaves the old text or the new, never half of it.
 * @throws AppError `state_...` when the disk or its rights do not allow it
 */
export async function writeDurably(file: string, text: string): Promise<void> {
  try {
    await write(file, text);
  } catch (error) {
    // On a full disk the half-written draft would keep what little room is left.
    await unlink(`${file}${DRAFT_ENDING}`).catch(() => {});
    throw stateTrouble(error) ?? error;
  }
}

async function write(file: string, text: string): Promise<void> {
  const draft = await open(`${file}${DRAFT_ENDING}`, "w", 0o600);
  try {
    await draft.writeFile(text);
    await draft.sync();
  } finally {
    await draft.close();
  }
  await rename(`${file}${DRAFT_ENDING}`, file);
  await syncFolder(dirname(file));
}

/** A rename is durable once its folder is. Windows cannot sync a folder and needs not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
