import type { WhatIfToday } from "@muster/shared/what-if.ts";
import { expect, it } from "vitest";
import { whatIfSentence } from "./what-if-sentence.ts";

const group = (count: number) => ({ count, examples: [] });

function today(machines: number, failing: number, warned: number, recovered: number): WhatIfToday {
  const standing = { byStatus: {}, byRule: {} };
  return {
    machines,
    before: standing,
    after: standing,
    newlyFailing: group(failing),
    newlyWarned: group(warned),
    recovered: group(recovered),
    moves: [],
    digestNames: 0,
    digestTo: [],
    tookMs: 1,
  };
}

it.each([
  [today(0, 0, 0, 0), "There is no machine yet that it could judge."],
  [today(4, 0, 0, 0), "For none of 4 machines would anything change today."],
  [today(4, 1, 0, 0), "Of 4 machines 1 would newly fail."],
  [today(40, 3, 2, 1), "Of 40 machines 3 would newly fail, 2 would newly be warned of, 1 would fail no rule any more."],
])("says in one sentence what would change", (given, sentence) => {
  expect(whatIfSentence(given)).toBe(sentence);
});
