import { DAY_MS } from "@muster/shared/duration.ts";
import { appendEntry } from "../audit/append-entry.ts";
import type { AuditKey } from "../audit/audit-key.ts";
import {
  eventFrom,
  eventsBetween,
  factsBetween,
  firstFactAt,
  lastEvent,
  latestSeal,
  saveLeaves,
  saveSeal,
} from "../store/evidence.ts";
import type { EvidenceLeafRow, EvidenceSealRow } from "../store/evidence-tables.ts";
import type { Db, Store } from "../store/open-store.ts";
import { inOrder, leafText, NOTHING_YET, sealWords, withEvent, withFact } from "./leaf.ts";
import { treeOver } from "./tree.ts";

/** How long after its end a day is sealed: what was under way at midnight is written by then. */
const SETTLE_MS = 10 * 60_000;

/** Rows read at once. */
const ROWS_AT_ONCE = 1_000;

type Stretch = Pick<EvidenceSealRow, "number" | "from_at" | "until_at" | "after_event" | "last_event">;

/**
 * Seals the oldest UTC day that is over and not sealed yet: a hash over all that the books took in on it is signed and written
 * into the audit log, so that a row which is changed later shows. Null when no day waits.
 */
export async function makeSeal(
  store: Pick<Store, "reader" | "writer">,
  { key, now }: { key: AuditKey; now: number },
): Promise<EvidenceSealRow | null> {
  const stretch = await nextStretch(store.writer, now);
  if (stretch === null) return null;
  const rows = await gatherLeaves(store.reader, stretch);
  const tree = await treeOver(rows.map(textOfRow));
  await saveLeaves(store.writer, stretch.number, rows);
  const seal = { ...stretch, leaves: rows.length, root: tree.root, sealed_at: now };
  const row = { ...seal, signature: key.sign(sealWords(seal)) };
  await store.writer.transaction().execute(async (trx) => {
    await saveSeal(trx, row);
    const { number, until_at, root } = row;
    const details = { root, machines: row.leaves };
    const subject = `seal ${number}, until ${new Date(until_at).toISOString()}`;
    const told = { act: "evidence.seal", outcome: "done", via: "server", who: null, address: null } as const;
    await appendEntry(trx, { ...told, subject, details }, { key, now });
  });
  return row;
}

export function textOfRow(row: EvidenceLeafRow): string {
  return leafText({
    machineId: row.machine_id,
    facts: row.facts,
    factsHash: row.facts_hash,
    events: row.events,
    eventsHash: row.events_hash,
  });
}

/** Rows of one seal in the order in which the tree has them. */
export function inTreeOrder(rows: readonly EvidenceLeafRow[]): EvidenceLeafRow[] {
  return rows.toSorted((a, b) => (a.machine_id < b.machine_id ? -1 : 1));
}

async function nextStretch(db: Db, now: number): Promise<Stretch | null> {
  const before = await latestSeal(db);
  const from = before?.until_at ?? startOfDay((await firstFactAt(db)) ?? now);
  const until = from + DAY_MS;
  if (now < until + SETTLE_MS) return null;
  const after = before?.last_event ?? 0;
  const last = Math.max(after, await lastEventBefore(db, until));
  return { number: (before?.number ?? 0) + 1, from_at: from, until_at: until, after_event: after, last_event: last };
}

/** About where events reach an instant: which seal one falls under does not matter, as long as it is one. */
async function lastEventBefore(db: Db, instant: number): Promise<number> {
  const last = await lastEvent(db);
  if (last === undefined || last.at < instant) return last?.id ?? 0;
  let low = 0;
  let high = last.id;
  while (low + 1 < high) {
    const middle = Math.floor((low + high) / 2);
    const event = await eventFrom(db, middle);
    if (event !== undefined && event.at < instant) low = Math.max(middle, event.id);
    else high = middle;
  }
  return low;
}

async function gatherLeaves(db: Db, stretch: Stretch): Promise<EvidenceLeafRow[]> {
  const leaves = new Map<string, EvidenceLeafRow>();
  const leafFor = (machineId: string): EvidenceLeafRow => {
    const known = leaves.get(machineId);
    if (known) return known;
    const nothing = { facts: 0, last_sequence: 0, facts_hash: NOTHING_YET, events: 0, events_hash: NOTHING_YET };
    const leaf = { seal: stretch.number, machine_id: machineId, ...nothing };
    leaves.set(machineId, leaf);
    return leaf;
  };
  for await (const page of factsBetween(db, stretch.from_at, stretch.until_at, ROWS_AT_ONCE)) {
    const facts = page.map(({ changed_at, ...row }) => ({ ...row, changedAt: changed_at }));
    for (const fact of inOrder(facts)) {
      const leaf = leafFor(fact.machine_id);
      leaf.facts++;
      leaf.facts_hash = withFact(leaf.facts_hash, fact);
      leaf.last_sequence = Math.max(leaf.last_sequence, fact.sequence);
    }
    await rest();
  }
  for await (const page of eventsBetween(db, stretch.after_event, stretch.last_event, ROWS_AT_ONCE)) {
    for (const event of page) {
      const leaf = leafFor(event.machine_id);
      leaf.events++;
      leaf.events_hash = withEvent(leaf.events_hash, event);
    }
    await rest();
  }
  return inTreeOrder([...leaves.values()]);
}

function startOfDay(instant: number): number {
  return Math.floor(instant / DAY_MS) * DAY_MS;
}

function rest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
