import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createSeal, type Seal } from "./seal.ts";

/** Opens the seal whose key only the server's own account can read; the key is made once. */
export function openSeal(keyFile: string): Seal {
  if (!existsSync(keyFile)) {
    mkdirSync(dirname(keyFile), { recursive: true, mode: 0o700 });
    try {
      writeFileSync(keyFile, randomBytes(32), { mode: 0o600, flag: "wx", flush: true });
    } catch (error) {
      // Another process may have made it in the same moment; without either the reading below says so.
      if (!existsSync(keyFile)) throw error;
    }
  }
  const key = readFileSync(keyFile);
  if (key.length !== 32) throw new Error(`${keyFile} does not hold a key of 32 bytes: restore it from a backup.`);
  return createSeal(key);
}
