import { DAY_MS } from "@muster/shared/duration.ts";

/** What a waiting report takes and says, without its facts. `collectedAt` is epoch ms by the machine's own clock. */
export type Waiting = { sequence: number; kind: "whole" | "unchanged"; bytes: number; collectedAt: number };

/** A gap between two reports counts for at most this long: a PC that was off has not reported, and a clock may jump. */
const LONGEST_GAP_MS = DAY_MS;

/** The room that a file takes on a disk, in bytes: whole blocks, however short it is. */
const BLOCK_BYTES = 4_096;

export function bytesOnDisk(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / BLOCK_BYTES)) * BLOCK_BYTES;
}

/**
 * Which of the waiting reports (oldest first) must go: those older than the days of reporting that are kept, then for room
 * the oldest that say nothing new, then the oldest. The newest stays, and
 * the one that was offered to the server.
 */
export function chooseDrops(
  waiting: readonly Waiting[],
  offered: number | null,
  limits: { bytes: number; days: number },
): { sequence: number; why: "old" | "full" }[] {
  const old = tooOld(waiting, limits.days * DAY_MS);
  if (offered !== null) old.delete(offered);
  let bytes = waiting.reduce((sum, each) => sum + (old.has(each.sequence) ? 0 : bytesOnDisk(each.bytes)), 0);
  const full = new Set<number>();
  const rest = waiting.slice(0, -1).filter(({ sequence }) => !old.has(sequence) && sequence !== offered);
  for (const kind of ["unchanged", "whole"] as const) {
    for (const each of rest) {
      if (bytes <= limits.bytes) break;
      if (each.kind !== kind) continue;
      full.add(each.sequence);
      bytes -= bytesOnDisk(each.bytes);
    }
  }
  return waiting.flatMap(({ sequence }) => {
    if (old.has(sequence)) return { sequence, why: "old" as const };
    return full.has(sequence) ? { sequence, why: "full" as const } : [];
  });
}

function tooOld(waiting: readonly Waiting[], limitMs: number): Set<number> {
  const old = new Set<number>();
  let ageMs = 0;
  let later: Waiting | null = null;
  for (const each of waiting.toReversed()) {
    if (later) ageMs += Math.min(LONGEST_GAP_MS, Math.max(0, later.collectedAt - each.collectedAt));
    if (ageMs > limitMs) old.add(each.sequence);
    later = each;
  }
  return old;
}
