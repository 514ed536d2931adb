import { createPublicKey, verify } from "node:crypto";

/**
 * Checks an Ed25519 signature (RFC 8032).
 * @param publicKey raw 32 bytes, base64url
 * @param signature raw 64 bytes, base64url
 */
export function verifySignature(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, "base64url"));
  } catch {
    // Bytes that are no point on the curve are no valid key: the signature cannot be good.
    return false;
  }
}
