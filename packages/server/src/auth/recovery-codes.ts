import { createHash } from "node:crypto";
import { RECOVERY_CODES } from "@muster/shared/limits.ts";

/** Crockford's base 32 (https://www.crockford.com/base32.html): no letter is taken for another when written by hand. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 80 bits: too many to guess through even with the hashes at hand, so that a plain hash is enough. */
const CHARS = 16;

/** Codes in groups of four. */
export function newRecoveryCodes(randomBytes: (count: number) => Uint8Array): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    // 256 is a multiple of 32: every letter is as likely as any other.
    const letters = [...randomBytes(CHARS)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length));
    return (letters.join("").match(/.{4}/g) ?? []).join("-");
  });
}

/** What the store keeps of a code; the same for every way to write it. */
export function hashRecoveryCode(operatorId: string, code: string): string {
  const letters = code
    .toUpperCase()
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1")
    .replace(/[^0-9A-Z]/g, "");
  return createHash("sha256")
    .update(JSON.stringify(["recovery-code", operatorId, letters]))
    .digest("hex");
}
