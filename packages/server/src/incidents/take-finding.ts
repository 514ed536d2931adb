import { INCIDENT_KINDS } from "@muster/shared/incident.ts";
import { MAX_INCIDENTS_PER_KIND } from "@muster/shared/limits.ts";
import type { IncidentRow } from "../store/incident-tables.ts";
import {
  addIncident,
  addIncidentEntry,
  countOpenOf,
  lastSeenOf,
  nextIncidentNumber,
  openIncidentOf,
  setIncident,
} from "../store/incidents.ts";
import type { Db } from "../store/open-store.ts";
import type { Finding } from "./finding.ts";
import { incidentRow, openKeyOf } from "./incident-row.ts";

type Context = { now: number; newId: () => string };

/** What became of a finding: a new incident, one that was seen again, or nothing that was not known. */
export type Taken = { kind: "opened" | "seen-again"; row: IncidentRow } | null;

/** Opens an incident for a finding, or notes on the open one that it was seen again. Within a transaction. */
export async function takeFinding(trx: Db, finding: Finding, context: Context): Promise<Taken> {
  const open = await openIncidentOf(trx, openKeyOf(finding));
  if (open) return seenAgain(trx, open, finding, context.now);
  const lastSeen = await lastSeenOf(trx, finding.kind, finding.subject);
  if (lastSeen !== null && finding.at <= lastSeen) return null;
  if (finding.subject !== CROWD && (await countOpenOf(trx, finding.kind)) >= MAX_INCIDENTS_PER_KIND) {
    return takeFinding(trx, crowdOf(finding), context);
  }
  const number = await nextIncidentNumber(trx);
  const row = incidentRow(finding, { id: context.newId(), number, by: null, now: context.now });
  await addIncident(trx, row);
  await addIncidentEntry(trx, {
    incident_id: row.id,
    at: context.now,
    by: null,
    act: "open",
    detail: null,
    note: finding.sentence,
  });
  return { kind: "opened", row };
}

async function seenAgain(trx: Db, open: IncidentRow, finding: Finding, now: number): Promise<Taken> {
  if (finding.at <= Number(open.last_seen_at)) return null;
  const times = "inAll" in finding.times ? Math.max(open.times, finding.times.inAll) : open.times + finding.times.more;
  const change = { last_seen_at: finding.at, times, sentence: finding.sentence, changed_at: now };
  await setIncident(trx, open.id, change);
  return { kind: "seen-again", row: { ...open, ...change } };
}

const CROWD = "*";

/** Stands for everything of a kind beyond what is told one by one. */
function crowdOf(finding: Finding): Finding {
  return {
    ...finding,
    subject: CROWD,
    title: `${INCIDENT_KINDS[finding.kind]}: more than ${MAX_INCIDENTS_PER_KIND} at once`,
    sentence: `The latest: ${finding.sentence}`,
    about: null,
    times: { more: 1 },
  };
}
