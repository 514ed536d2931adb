import { describe, expect, it } from "vitest";
import { GroupCommit } from "./group-commit.ts";

function recorder(fails: (items: number[]) => boolean = () => false) {
  const batches: number[][] = [];
  const gates: (() => void)[] = [];
  const commit = async (items: number[]): Promise<string[]> => {
    batches.push(items);
    await new Promise<void>((resolve) => gates.push(resolve));
    if (fails(items)) throw new Error("cannot be written");
    return items.map((item) => `done ${item}`);
  };
  const open = async (): Promise<void> => {
    while (gates.length === 0) await Promise.resolve();
    gates.shift()?.();
  };
  return { batches, commit, open };
}

describe("group commit", () => {
  it("commits a lone item at once and joins all that arrive meanwhile", async () => {
    const { batches, commit, open } = recorder();
    const group = new GroupCommit(commit, { perCommit: 10, waiting: 10 });
    const results = [1, 2, 3, 4].map((item) => group.submit(item));
    await open();
    await open();
    expect(await Promise.all(results)).toEqual(["done 1", "done 2", "done 3", "done 4"]);
    expect(batches).toEqual([[1], [2, 3, 4]]);
  });

  it("keeps a batch within its limit and says when it is full", async () => {
    const { batches, commit, open } = recorder();
    const group = new GroupCommit(commit, { perCommit: 2, waiting: 3 });
    const results = [1, 2, 3, 4].map((item) => group.submit(item));
    expect(group.hasRoom()).toBe(false);
    for (let round = 0; round < 3; round++) await open();
    await Promise.all(results);
    expect(batches).toEqual([[1], [2, 3], [4]]);
    expect(group.hasRoom()).toBe(true);
  });

  it("bounds what waits, and what goes into one batch, by bytes as well, and lets a large item through alone", async () => {
    const { batches, commit, open } = recorder();
    const limits = { perCommit: 10, waiting: 10, bytesPerCommit: 100, bytesWaiting: 250 };
    const group = new GroupCommit(commit, limits);
    const sizes = [10, 60, 60, 120];
    const results = sizes.map((bytes, item) => group.submit(item, bytes));
    expect(group.waiting).toEqual({ items: 3, bytes: 240 });
    expect([group.hasRoom(10), group.hasRoom(11)]).toEqual([true, false]);
    for (let round = 0; round < 4; round++) await open();
    await Promise.all(results);
    expect(batches).toEqual([[0], [1], [2], [3]]);
    expect(group.waiting).toEqual({ items: 0, bytes: 0 });
  });

  it("tries nothing one by one when the store as a whole cannot be written", async () => {
    const { batches, commit, open } = recorder(() => true);
    const group = new GroupCommit(commit, { perCommit: 10, waiting: 10 }, () => true);
    const settled = Promise.allSettled([1, 2, 3, 4].map((item) => group.submit(item)));
    for (let round = 0; round < 2; round++) await open();
    expect((await settled).every((each) => each.status === "rejected")).toBe(true);
    expect(batches).toEqual([[1], [2, 3, 4]]);
  });

  it("lets one item that cannot be written fail alone", async () => {
    const { commit, open } = recorder((items) => items.includes(3));
    const group = new GroupCommit(commit, { perCommit: 10, waiting: 10 });
    const results = [1, 2, 3, 4].map((item) => group.submit(item));
    const settled = Promise.allSettled(results);
    for (let round = 0; round < 5; round++) await open();
    expect((await settled).map((each) => each.status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    await group.drained();
  });
});
