import { describe, expect, test } from "vitest";
import { mergeInPlace } from "./merge-in-place.ts";

type Row = { id: string; word: string };
const page = (rows: string[], nextCursor: string | null = null, word = "old") => ({
  items: rows.map((id): Row => ({ id, word })),
  nextCursor,
});
const idsOf = (pages: { items: Row[] }[]) => pages.map(({ items }) => items.map(({ id }) => id).join(""));

describe("what was fetched anew", () => {
  test("changes rows where they stand", () => {
    const { pages, moved } = mergeInPlace([page(["a", "b"], "2"), page(["c"])], [page(["a", "b", "c"], null, "new")]);
    expect(moved).toEqual([]);
    expect(idsOf(pages)).toEqual(["ab", "c"]);
    expect(pages.flatMap(({ items }) => items.map(({ word }) => word))).toEqual(["new", "new", "new"]);
  });

  test("moves no row: what came and what went waits, and keeps what it said", () => {
    const { pages, moved } = mergeInPlace([page(["a", "b", "c"])], [page(["n", "a", "c"], null, "new")]);
    expect(idsOf(pages)).toEqual(["abc"]);
    expect(moved.toSorted()).toEqual(["b", "n"]);
    expect(pages[0]?.items[1]).toEqual({ id: "b", word: "old" });
  });

  test("counts rows that changed places", () => {
    const { pages, moved } = mergeInPlace([page(["a", "b", "c"])], [page(["b", "a", "c"])]);
    expect(idsOf(pages)).toEqual(["abc"]);
    expect(moved.toSorted()).toEqual(["a", "b"]);
  });
});
