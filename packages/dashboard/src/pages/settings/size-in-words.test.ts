import { expect, test } from "vitest";
import { sizeInWords } from "./size-in-words.ts";

test.each([
  [0, "0.0 kB"],
  [4_096, "4.1 kB"],
  [123_456, "123 kB"],
  [12_345_678, "12 MB"],
  [1_234_567_890_123, "1.2 TB"],
  [5e18, "5000000 TB"],
])("%i bytes are %s", (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words);
});
