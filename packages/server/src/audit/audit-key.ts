import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The server's Ed25519 key (RFC 8032) that stands for the audit log and for nothing else. */
export type AuditKey = {
  sign(statement: string): string;
  isSigned(statement: string, signature: string): boolean;
  /** The open half, by which anybody can check: SPKI, base64. */
  publicKey: string;
};

/** Reads the key that only the server's account can read, making it once. */
export function openAuditKey(file: string): AuditKey {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    try {
      const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
      writeFileSync(file, pem, { mode: 0o600, flag: "wx", flush: true });
    } catch (error) {
      // Another process may have made it in the same moment; without either the reading below says so.
      if (!existsSync(file)) throw error;
    }
  }
  return auditKey(createPrivateKey(readFileSync(file)));
}

/** The key if there is one; null where no server has kept a log yet, or where the key was lost. */
export function findAuditKey(file: string): AuditKey | null {
  return existsSync(file) ? openAuditKey(file) : null;
}

export function auditKey(secret: KeyObject): AuditKey {
  const open = createPublicKey(secret);
  return {
    publicKey: open.export({ type: "spki", format: "der" }).toString("base64"),
    sign: (statement) => sign(null, Buffer.from(statement), secret).toString("base64"),
    isSigned: (statement, signature) => isSignedBy(open, statement, signature),
  };
}

/** Whether a signature (base64) over a statement was made with the key whose open half this is. */
export function isSignedBy(open: KeyObject, statement: string, signature: string): boolean {
  return verify(null, Buffer.from(statement), open, Uint8Array.from(Buffer.from(signature, "base64")));
}

/** What people compare a key by: SHA-256 (hex) of its open half. */
export function fingerprintOf(publicKey: string): string {
  return createHash("sha256").update(publicKey, "base64").digest("hex");
}
