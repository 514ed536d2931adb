import { createHash } from "node:crypto";

/** Hashes between two looks at whatever else the process has to do. */
const AT_A_TIME = 5_000;

/** Which side a neighbour stands on, and its hash (hex). */
export type Step = { side: "left" | "right"; hash: string };

/** A tree of hashes (RFC 9162, section 2.1.1): its root names all leaves, and a short way from each leaf leads there. */
export type Tree = { root: string; wayFrom(index: number): Step[] };

/** The root of a tree without leaves. */
export const EMPTY_ROOT = createHash("sha256").digest("hex");

/** Builds the tree over leaves in their order, giving way to other work now and then. */
export async function treeOver(leaves: readonly string[]): Promise<Tree> {
  const levels: string[][] = [leaves.map(hashOfLeaf)];
  let sinceRest = 0;
  for (let below = levels[0] ?? []; below.length > 1; below = levels.at(-1) ?? []) {
    const above: string[] = [];
    for (let index = 0; index < below.length; index += 2) {
      const left = below[index] ?? "";
      const right = below[index + 1];
      // One without a neighbour goes up as it is.
      above.push(right === undefined ? left : hashOfPair(left, right));
      if (++sinceRest % AT_A_TIME === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    levels.push(above);
  }
  return {
    root: levels.at(-1)?.[0] ?? EMPTY_ROOT,
    wayFrom: (index) =>
      levels.slice(0, -1).flatMap((level, height): Step[] => {
        const place = index >> height;
        const isLeft = place % 2 === 0;
        const hash = level[isLeft ? place + 1 : place - 1];
        return hash === undefined ? [] : [{ side: isLeft ? "right" : "left", hash }];
      }),
  };
}

/** The root to which a way leads from a leaf. */
export function rootFrom(leaf: string, way: readonly Step[]): string {
  return way.reduce(
    (hash, step) => (step.side === "left" ? hashOfPair(step.hash, hash) : hashOfPair(hash, step.hash)),
    hashOfLeaf(leaf),
  );
}

/** Leaves and pairs begin differently, so that a pair cannot be passed off as a leaf. */
function hashOfLeaf(leaf: string): string {
  return createHash("sha256").update("\0").update(leaf).digest("hex");
}

function hashOfPair(left: string, right: string): string {
  return createHash("sha256").update("\u0001").update(left).update(right).digest("hex");
}
