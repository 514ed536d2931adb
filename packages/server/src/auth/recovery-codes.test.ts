import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { hashRecoveryCode, newRecoveryCodes } from "./recovery-codes.ts";

it("makes ten codes of 80 bits that nobody misreads", () => {
  const codes = newRecoveryCodes(randomBytes);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
});

it("knows a code in every way to write it, and no other", () => {
  const hash = hashRecoveryCode("anna", "01AB-CDEF-GHJK-MNPQ");
  for (const written of ["01abcdefghjkmnpq", "OIAB CDEF GHJK MNPQ", " olab-cdef-ghjk-mnpq "]) {
    expect(hashRecoveryCode("anna", written)).toBe(hash);
  }
  expect(hashRecoveryCode("anna", "01AB-CDEF-GHJK-MNPR")).not.toBe(hash);
  expect(hashRecoveryCode("otto", "01AB-CDEF-GHJK-MNPQ")).not.toBe(hash);
});
