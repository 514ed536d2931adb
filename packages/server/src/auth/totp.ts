import { Secret, TOTP } from "otpauth";

const ISSUER = "Muster";
/** What every authenticator app understands (https://github.com/google/google-authenticator/wiki/Key-Uri-Format). */
const FORM = { algorithm: "SHA1", digits: 6, period: 30 } as const;
/** 160 bits, as RFC 4226 (section 4, R6) recommends. */
const SECRET_BYTES = 20;
/** Steps before and after now of which a code is taken: a phone's clock is never quite right (RFC 6238, 5.2). */
const STEPS_OFF = 1;

/** A secret in base32, as people type it. */
export function newTotpSecret(randomBytes: (count: number) => Uint8Array): string {
  return new Secret({ buffer: Uint8Array.from(randomBytes(SECRET_BYTES)).buffer }).base32;
}

export function totpUri(secret: string, operator: string): string {
  return new TOTP({ ...FORM, issuer: ISSUER, label: operator, secret: Secret.fromBase32(secret) }).toString();
}

/** The time step (RFC 6238: 30 s since 1970) to which a code belongs; null when it is not one of about now. */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const totp = new TOTP({ ...FORM, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token: code, timestamp: now, window: STEPS_OFF });
  return delta === null ? null : TOTP.counter({ period: FORM.period, timestamp: now }) + delta;
}
