import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** A text sealed for a purpose opens for that purpose alone, so that it cannot be put in another one's place. */
export type Seal = { seal(text: string, purpose?: string): string; open(sealed: string, purpose?: string): string };

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals texts under a key of 32 bytes (AES-256-GCM, NIST SP 800-38D); one changed by anybody does not open. */
export function createSeal(key: Buffer): Seal {
  return {
    seal: (text, purpose = "") => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
    },
    open: (sealed, purpose = "") => {
      const bytes = Buffer.from(sealed, "base64");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(purpose));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
    },
  };
}
