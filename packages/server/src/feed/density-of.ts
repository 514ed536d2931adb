import { DENSITY_BARS, type TimelineDensity } from "@muster/shared/history.ts";
import { toInstant } from "@muster/shared/text.ts";

/** Counts instants (epoch ms) in bars of equal length from `from` to `to`, both ends included. */
export function densityOf(instants: readonly number[], from: number, to: number): TimelineDensity {
  const bars = Array.from({ length: DENSITY_BARS }, () => 0);
  const end = Math.max(to, from + 1);
  let total = 0;
  for (const at of instants) {
    if (at < from || at > end) continue;
    const bar = Math.min(DENSITY_BARS - 1, Math.floor(((at - from) / (end - from)) * DENSITY_BARS));
    bars[bar] = (bars[bar] ?? 0) + 1;
    total++;
  }
  return { from: toInstant(from), to: toInstant(end), bars, total };
}
