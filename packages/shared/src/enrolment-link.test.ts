import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEnrolmentLink, writeEnrolmentLink } from "./enrolment-link.ts";

const TOKEN = "A".repeat(43);
const CA = "0f".repeat(32);

describe("an enrolment link", () => {
  it.each(["muster.example.com:8443", "127.0.0.1:1", "[::1]:65535"])("comes back from text: %s", (address) => {
    const link = { address, token: TOKEN, caFingerprint: CA };
    expect(parseEnrolmentLink(`  ${writeEnrolmentLink(link)}\n`)).toEqual(link);
  });

  it.each([
    `https://x:1/enrol/${TOKEN}?ca=${CA}`,
    `muster://x/enrol/${TOKEN}?ca=${CA}`,
    `muster://x:70000/enrol/${TOKEN}?ca=${CA}`,
    `muster://x:1/enrol/${TOKEN}?ca=${CA.slice(1)}`,
    `muster://x:1/enrol/short?ca=${CA}`,
    `muster://x:1@evil:2/enrol/${TOKEN}?ca=${CA}`,
  ])("is not %s", (text) => {
    expect(parseEnrolmentLink(text)).toBeNull();
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => parseEnrolmentLink(`muster://${text}`)).not.toThrow();
      }),
    );
  });
});
