import type { Audited } from "./happening.ts";
import { networkOf } from "./network-of.ts";

/** Refusals of one kind from one address are counted together for this long, in ms. */
export const REFUSALS_TOGETHER_MS = 10 * 60_000;

/** Kinds and addresses of strangers that are told apart at once; the rest share one entry, so that no crowd fills the disk. */
const MAX_STRANGERS = 100;

const CROWD = "a crowd";

export type CountedRefusals = { audited: Audited; times: number };

type Count = { audited: Audited; since: number; until: number; times: number };

/**
 * Bounds what refusals can write: the first of a kind is an entry of its own, and those that follow within some minutes are
 * one entry with their number.
 */
export function createRefusals() {
  const counts = new Map<string, Count>();
  let strangers = 0;

  /** Returns true when this one is to be written now, false when it was only counted. */
  function isFirst(audited: Audited, now: number): boolean {
    const own = keyOf(audited);
    const isKnown = counts.has(own);
    const isCrowded = !isKnown && audited.who === null && strangers >= MAX_STRANGERS;
    const key = isCrowded ? CROWD : own;
    const count = counts.get(key);
    if (count) {
      count.times++;
      count.until = now;
      return false;
    }
    if (audited.who === null) strangers++;
    const details = isCrowded ? { from: "many addresses" } : audited.details;
    const told: Audited = isCrowded ? { ...audited, address: null, subject: undefined, details } : audited;
    counts.set(key, { audited: told, since: now, until: now, times: 0 });
    return true;
  }

  /** Takes out what has been counted long enough, or everything; what came once only has its entry already. */
  function take(now: number, isAll = false): CountedRefusals[] {
    const taken: CountedRefusals[] = [];
    for (const [key, { audited, since, until, times }] of counts) {
      if (!isAll && since + REFUSALS_TOGETHER_MS > now) continue;
      counts.delete(key);
      if (audited.who === null) strangers--;
      const period = { since: new Date(since).toISOString(), until: new Date(until).toISOString() };
      if (times > 0) taken.push({ audited: { ...audited, details: { ...audited.details, ...period } }, times });
    }
    return taken;
  }

  function forget(audited: Audited): void {
    const isGone = counts.delete(keyOf(audited)) || counts.delete(CROWD);
    if (isGone && audited.who === null) strangers--;
  }

  return { isFirst, take, forget };
}

function keyOf({ who, address, act, code }: Audited): string {
  return JSON.stringify([who?.id ?? who?.name ?? null, address && networkOf(address), act, code]);
}
