import fc from "fast-check";
import { expect, it } from "vitest";
import { addressOf } from "./address-of.ts";

it.each([
  ["anna", "anna@example.com"],
  ["Anna.Berg", "anna.berg@example.com"],
  ["CORP\\anna", "anna@example.com"],
  ["anna berg", null],
  ["", null],
  ["anna@elsewhere.example", null],
  ["anna\r\nBcc: all@example.com", null],
])("%s has the address %s", (account, address) => {
  expect(addressOf("{account}@example.com", account)).toBe(address);
});

it("never makes more than one address, nor a line break, of an account's name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (account) => {
      const address = addressOf("{account}@example.com", account);
      if (address !== null) expect(address).toMatch(/^[^\s,;<>"@]+@example\.com$/);
    }),
  );
});
