import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { csvCell, csvOf, jsonOf } from "./machine-export.ts";

test.each([
  ["PC-1", "PC-1"],
  ['say "hi", all', '"say ""hi"", all"'],
  ["=cmd|'/c calc'!A0", "'=cmd|'/c calc'!A0"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@SUM(1)", "'@SUM(1)"],
  ["\t=1", "'\t=1"],
  ["two\nlines", '"two\nlines"'],
  [null, ""],
])("the cell %j is written as %j", (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

async function* none(): AsyncGenerator<never[]> {}

test("an empty list is a header alone, and an empty array", async () => {
  expect(await text(csvOf(none(), ["name", "why"]))).toBe("\uFEFFName,Why\r\n");
  expect(JSON.parse(await text(jsonOf(none())))).toEqual([]);
});
