import type { Db } from "../store/open-store.ts";
import { pruneEvents, pruneFactHistory, pruneLeaves, prunePacks, pruneReports } from "../store/prune.ts";

/** Rows removed in one transaction: few enough that no report waits long behind it. */
const ROWS_AT_ONCE = 200;

/** Transactions in one round; what is left is for the next, so that a first round over years of history holds up nothing. */
const MAX_ROUNDS = 500;

/** For how long (ms) is kept what machines sent, and what came of it. */
export type Keeping = { reports: number; history: number };

export type Forgotten = { reports: number; facts: number; events: number; evidence: number };

/**
 * Removes what is older than it has to be kept, the oldest first and a little at a time. How every machine was on each day
 * that is kept can still be told afterwards. Returns a round, to be called now and again with the present (epoch ms).
 */
export function createForgetting(writer: Db, keep: Keeping): (now: number) => Promise<Forgotten> {
  const limit = ROWS_AT_ONCE;
  /** Up to where facts have been gone through: what is kept among them is not looked at again and again. */
  let from = 0;
  const removing = (prune: (trx: Db) => Promise<number>) =>
    inRounds(async () => {
      const removed = await together(writer, prune);
      return { removed, isOver: removed < limit };
    });
  return async (now) => {
    const before = now - keep.history;
    const reports = await removing((trx) => pruneReports(trx, { before: now - keep.reports, limit }));
    const events = await removing((trx) => pruneEvents(trx, { before, limit }));
    const leaves = await removing((trx) => pruneLeaves(trx, { before, limit }));
    const packs = await removing((trx) => prunePacks(trx, { before, limit }));
    const facts = await inRounds(async () => {
      const { next, ...rest } = await together(writer, (trx) => pruneFactHistory(trx, { before, limit, from }));
      from = next;
      return rest;
    });
    return { reports, facts, events, evidence: leaves + packs };
  };
}

function together<T>(writer: Db, act: (trx: Db) => Promise<T>): Promise<T> {
  return writer.transaction().execute(act);
}

async function inRounds(round: () => Promise<{ removed: number; isOver: boolean }>): Promise<number> {
  let total = 0;
  for (let rounds = 0; rounds < MAX_ROUNDS; rounds++) {
    const { removed, isOver } = await round();
    total += removed;
    if (isOver) break;
    // Whatever waits for the writer goes first.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return total;
}
