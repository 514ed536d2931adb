import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, base64url: beyond guessing. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What the store keeps of a token. A plain hash is enough for 256 random bits: there is nothing to guess through. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
