import fc from "fast-check";
import { expect, it } from "vitest";
import { EMPTY_ROOT, rootFrom, treeOver } from "./tree.ts";

const leaves = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 40 });

it("leads from every leaf to the root", async () => {
  await fc.assert(
    fc.asyncProperty(leaves, async (list) => {
      const tree = await treeOver(list);
      for (const [index, leaf] of list.entries()) expect(rootFrom(leaf, tree.wayFrom(index))).toBe(tree.root);
    }),
  );
});

it("has another root when a leaf is changed, added, taken away or moved", async () => {
  await fc.assert(
    fc.asyncProperty(leaves, fc.nat(), fc.string(), async (list, at, other) => {
      fc.pre(!list.includes(other));
      const { root } = await treeOver(list);
      const place = at % list.length;
      const roots = [
        await treeOver(list.with(place, other)),
        await treeOver([...list, other]),
        await treeOver(list.toSpliced(place, 1)),
        ...(list.length > 1 ? [await treeOver([...list.slice(1), ...list.slice(0, 1)])] : []),
      ];
      for (const tree of roots) expect(tree.root).not.toBe(root);
    }),
  );
});

it("does not lead a stranger to the root", async () => {
  await fc.assert(
    fc.asyncProperty(leaves, fc.nat(), fc.string(), async (list, at, stranger) => {
      fc.pre(!list.includes(stranger));
      const tree = await treeOver(list);
      expect(rootFrom(stranger, tree.wayFrom(at % list.length))).not.toBe(tree.root);
    }),
  );
});

it("has a root of its own without any leaf", async () => {
  expect((await treeOver([])).root).toBe(EMPTY_ROOT);
});
