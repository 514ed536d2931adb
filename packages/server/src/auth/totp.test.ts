import { randomBytes } from "node:crypto";
import { HOTP, Secret, TOTP } from "otpauth";
import { expect, it } from "vitest";
import { newTotpSecret, stepOfCode, totpUri } from "./totp.ts";

/** RFC 6238, appendix B: the secret for SHA-1, and the last six of the eight digits of each example. */
const RFC_SECRET = Secret.fromLatin1("12345678901234567890").base32;
const RFC_EXAMPLES: [seconds: number, code: string, step: number][] = [
  [59, "287082", 0x1],
  [1111111109, "081804", 0x23523ec],
  [1111111111, "050471", 0x23523ed],
  [1234567890, "005924", 0x273ef07],
  [2000000000, "279037", 0x3f940aa],
  [20000000000, "353130", 0x27bc86aa],
];

it.each(RFC_EXAMPLES)("takes the code of RFC 6238 at %i s", (seconds, code, step) => {
  expect(stepOfCode(RFC_SECRET, code, seconds * 1000)).toBe(step);
});

it.each(RFC_EXAMPLES)("takes the code of %i s one step early and late, and no more", (seconds, code, step) => {
  const at = (steps: number) => stepOfCode(RFC_SECRET, code, (seconds + 30 * steps) * 1000);
  if (seconds >= 90) expect([at(-2), at(-1)]).toEqual([null, step]);
  expect([at(1), at(2)]).toEqual([step, null]);
});

it("refuses every other code", () => {
  const now = 1111111111_000;
  const good = [-1, 0, 1].map((off) =>
    HOTP.generate({ secret: Secret.fromBase32(RFC_SECRET), counter: 0x23523ed + off }),
  );
  for (let code = 0; code < 1_000_000; code += 4_999) {
    const text = String(code).padStart(6, "0");
    expect(stepOfCode(RFC_SECRET, text, now) === null).toBe(!good.includes(text));
  }
});

it("makes secrets of 160 bits, and an address that apps read back", () => {
  const secret = newTotpSecret(randomBytes);
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const uri = new URL(totpUri(secret, "Anna Schmidt"));
  expect([uri.protocol, uri.host]).toEqual(["otpauth:", "totp"]);
  expect(decodeURIComponent(uri.pathname)).toBe("/Muster:Anna Schmidt");
  expect(uri.searchParams.get("secret")).toBe(secret);
  expect(TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: 0 })).toMatch(/^\d{6}$/);
});
