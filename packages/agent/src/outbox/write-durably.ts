import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes a file whole or not at all: the bytes reach the disk under another name before they take the file's place, so that
 * a power cut leaves the old text or the new, never half of it.
 */
export async function writeDurably(file: string, text: string): Promise<void> {
  const draft = await open(`${file}.new`, "w", 0o600);
  try {
    await draft.writeFile(text);
    await draft.sync();
  } finally {
    await draft.close();
  }
  await rename(`${file}.new`, file);
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
