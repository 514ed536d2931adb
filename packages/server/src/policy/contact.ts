import type { Calendar } from "@muster/shared/calendar.ts";
import type { Policy } from "@muster/shared/policy.ts";
import type { Parting, Reachability } from "@muster/shared/verdict.ts";
import { afterWorking } from "./working-time.ts";

/** How a machine and the server are in contact. Instants in epoch ms. */
export type Contact = {
  enrolledAt: number;
  /** Its last word of any kind; null before the first. */
  lastSeenAt: number | null;
  /** When its connection ended, and how; null while it lasts. */
  partedAt: number | null;
  parting: Parting | null;
  /** The last absence that was long enough to be one: from when, and until when it lasted. */
  absentFrom: number | null;
  returnedAt: number | null;
  /** How far its clock was ahead of the server's at its last report. */
  clockAheadMs: number | null;
};

export type Reach = {
  reachability: Reachability;
  /** Since when (epoch ms). */
  since: number;
  /** The first instant at which it would differ without another word; Infinity when never. */
  changesAt: number;
};

/** From when on the machine has been silent. While the server itself was off nobody could be heard. */
export function silentSince({ partedAt, parting, lastSeenAt, enrolledAt }: Contact): number {
  const lastWord = lastSeenAt ?? enrolledAt;
  return parting === "server-stopped" ? Math.max(partedAt ?? 0, lastWord) : lastWord;
}

/** When a silence that lasts stops being all right: overdue, or missing where the policy asks for that sooner. */
export function overdueAt(contact: Contact, rules: Policy["reachability"], calendar: Calendar | null): number {
  const from = silentSince(contact);
  return Math.min(afterWorking(calendar, from, rules.overdueAfter), afterWorking(calendar, from, rules.missingAfter));
}

/**
 * How far a machine is out of reach. A silence that was not announced makes it away after plain time; one that was, after
 * working time only: a laptop put to sleep on Friday evening is away from Monday morning on. Overdue and missing count
 * working time, whoever said what.
 */
export function reachOf(
  contact: Contact,
  rules: Policy["reachability"],
  calendar: Calendar | null,
  now: number,
): Reach {
  const from = silentSince(contact);
  const { parting } = contact;
  if (parting === "removed") return { reachability: "missing", since: from, changesAt: Number.POSITIVE_INFINITY };
  const isAnnounced = parting === "asleep" || parting === "shut-down" || parting === "stopped";
  const quiet = isAnnounced ? "asleep" : "online";
  const awayAt = isAnnounced ? afterWorking(calendar, from, { ms: rules.awayAfter }) : from + rules.awayAfter;
  // A machine that was heard just now needs no calendar: no working time is shorter than plain time.
  if (now < from + rules.awayAfter) return { reachability: quiet, since: from, changesAt: awayAt };
  const overdueAt = afterWorking(calendar, from, rules.overdueAfter);
  const missingAt = afterWorking(calendar, from, rules.missingAfter);
  if (now >= missingAt) return { reachability: "missing", since: missingAt, changesAt: Number.POSITIVE_INFINITY };
  if (now >= overdueAt) return { reachability: "overdue", since: overdueAt, changesAt: missingAt };
  const next = Math.min(overdueAt, missingAt);
  if (now >= awayAt) return { reachability: "away", since: awayAt, changesAt: next };
  return { reachability: quiet, since: from, changesAt: Math.min(awayAt, next) };
}
