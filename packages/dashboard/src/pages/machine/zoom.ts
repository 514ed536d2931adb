/** A stretch of time in epoch ms. */
export type Stretch = { from: number; to: number };

/** Nothing shorter than a second is worth a zoom: times are told to the second. */
const SHORTEST_MS = 1_000;

/** Half as long around its middle. */
export function zoomIn({ from, to }: Stretch): Stretch {
  const quarter = Math.max((to - from) / 4, SHORTEST_MS / 2);
  const middle = (from + to) / 2;
  return { from: middle - quarter, to: middle + quarter };
}

/** Twice as long around its middle, but not beyond what there is. */
export function zoomOut({ from, to }: Stretch, whole: Stretch): Stretch {
  const half = (to - from) / 2;
  return { from: Math.max(whole.from, from - half), to: Math.min(whole.to, to + half) };
}

/** As long as before, half of it earlier (-1) or later (1), but not beyond what there is. */
export function move({ from, to }: Stretch, direction: -1 | 1, whole: Stretch): Stretch {
  const length = to - from;
  const wanted = from + (direction * length) / 2;
  const start = Math.max(whole.from, Math.min(wanted, whole.to - length));
  return { from: start, to: start + length };
}

/** From where the pointer went down to where it came up, as shares of the strip; in either direction. */
export function between({ from, to }: Stretch, first: number, second: number): Stretch {
  const [left, right] = [Math.min(first, second), Math.max(first, second)].map((share) =>
    Math.min(1, Math.max(0, share)),
  );
  const at = (share = 0) => from + (to - from) * share;
  const start = at(left);
  return { from: start, to: Math.max(at(right), start + SHORTEST_MS) };
}
