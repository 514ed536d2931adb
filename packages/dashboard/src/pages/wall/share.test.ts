import { expect, test } from "vitest";
import { share } from "./share.ts";

test.each([
  [0, 0, "–"],
  [0, 7, "0.0 %"],
  [412, 430, "95.8 %"],
  [99_999, 100_000, "99.9 %"],
  [430, 430, "100 %"],
])("%i of %i is %s", (part, whole, words) => {
  expect(share(part, whole)).toBe(words);
});
