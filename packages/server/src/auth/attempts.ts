import { createHash } from "node:crypto";
import { AppError } from "@muster/shared/errors.ts";
import { networkOf } from "../audit/network-of.ts";
import type { Db } from "../store/open-store.ts";
import {
  findSignInFailure,
  forgetSignInFailures,
  removeSignInFailure,
  saveSignInFailure,
} from "../store/sign-in-failures.ts";

const MINUTE_MS = 60_000;

/** Typing errors that cost nothing; each failure after them locks the name for longer, up to the last. */
const FREE_FAILURES = 5;
const LOCKS_MS = [30_000, MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS, 10 * MINUTE_MS, 15 * MINUTE_MS];

/** Failures are forgotten when nothing was tried for so long. */
const FORGET_AFTER_MS = 24 * 60 * MINUTE_MS;
/** Names that are nobody's, of which failures are kept: they are locked like others, and must not fill the store. */
const MAX_STRANGERS = 5_000;

/** Failures from one network, whatever the names; an office behind one address types wrong now and then as well. */
const MAX_FROM_NETWORK = 50;
const NETWORK_WINDOW_MS = 15 * MINUTE_MS;
const MAX_NETWORKS = 10_000;

export type Attempt = {
  /** It went well so far, and the failure that was written down before it is taken back. */
  takeBack(): Promise<void>;
  /** Somebody is in: all failures under the name are forgotten. */
  succeeded(): Promise<void>;
};
export type Attempts = ReturnType<typeof createAttempts>;

/**
 * Slows down who guesses. A failure is written down before the proof is looked at, so that a thousand attempts at once are
 * counted like a thousand in a row; names that nobody has are counted and locked like the others.
 */
export function createAttempts(options: { writer: Db; now: () => number }) {
  const { writer, now } = options;
  const networks = new Map<string, { since: number; failures: number }>();

  /** @throws AppError `sign_in_locked` with how long to wait */
  async function begin(name: { key: string; isKnown: boolean }, address: string): Promise<Attempt> {
    const network = networkOf(address);
    const count = countOf(network);
    if (count.failures >= MAX_FROM_NETWORK) throw locked(count.since + NETWORK_WINDOW_MS - now());
    count.failures++;
    const nameHash = hashName(name.key);
    const before = await writer.transaction().execute(async (trx) => {
      await forgetSignInFailures(trx, { before: now() - FORGET_AFTER_MS, strangers: MAX_STRANGERS });
      const row = await findSignInFailure(trx, nameHash);
      if (row && Number(row.locked_until) > now()) return { waitMs: Number(row.locked_until) - now() };
      const failures = Number(row?.failures ?? 0) + 1;
      const lockMs = LOCKS_MS[Math.min(failures - FREE_FAILURES, LOCKS_MS.length) - 1] ?? 0;
      const is_known = name.isKnown ? 1 : 0;
      const fresh = { name_hash: nameHash, is_known, failures, last_at: now(), locked_until: now() + lockMs };
      await saveSignInFailure(trx, fresh);
      return { hasLocked: lockMs > 0 };
    });
    if ("waitMs" in before) throw locked(before.waitMs);
    return {
      takeBack: async () => {
        count.failures--;
        await takeOneBack(nameHash, before.hasLocked);
      },
      succeeded: async () => {
        count.failures--;
        await removeSignInFailure(writer, nameHash);
      },
    };
  }

  /** One less, and not as it was: others may have failed meanwhile. Only a lock of its own is taken away. */
  async function takeOneBack(nameHash: string, hasLocked: boolean): Promise<void> {
    await writer.transaction().execute(async (trx) => {
      const row = await findSignInFailure(trx, nameHash);
      if (!row) return;
      const failures = Number(row.failures) - 1;
      if (failures < 1) return removeSignInFailure(trx, nameHash);
      await saveSignInFailure(trx, { ...row, failures, locked_until: hasLocked ? now() : Number(row.locked_until) });
    });
  }

  function countOf(network: string) {
    const known = networks.get(network);
    if (known && known.since + NETWORK_WINDOW_MS > now()) return known;
    networks.delete(network);
    const oldest = networks.size >= MAX_NETWORKS ? networks.keys().next().value : undefined;
    if (oldest !== undefined) networks.delete(oldest);
    const fresh = { since: now(), failures: 0 };
    networks.set(network, fresh);
    return fresh;
  }

  return { begin };
}

/** Forgets the failures under a name; false when there were none. */
export async function unlockName(db: Db, nameKey: string): Promise<boolean> {
  const known = await findSignInFailure(db, hashName(nameKey));
  if (known) await removeSignInFailure(db, known.name_hash);
  return known !== undefined;
}

function hashName(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

function locked(waitMs: number): AppError {
  const seconds = Math.ceil(waitMs / 1000);
  const wait = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return new AppError("sign_in_locked", `It can be tried again in ${wait}.`);
}
