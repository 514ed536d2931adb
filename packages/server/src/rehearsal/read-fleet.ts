import { outcomesOf } from "../flags/judge-machines.ts";
import { contactOf, memberOf, memoryOf, waiversInForce } from "../flags/machine-columns.ts";
import { readWeighed, WEIGHED_FORM, withContact } from "../flags/weighed-row.ts";
import type { Contact } from "../policy/contact.ts";
import { type Situation, type WaiverInForce, type Weighed, weigh } from "../policy/situation.ts";
import { findFacts } from "../store/facts.ts";
import type { Db } from "../store/open-store.ts";
import { findVerdicts } from "../store/verdicts.ts";
import { waiversSince } from "../store/waivers.ts";
import { type FleetRow, readFleetPage } from "../store/weighed.ts";

/** One machine as it is judged in a count. */
export type FleetMember = { id: string; name: string; enrolledAt: number; situation: Situation };

/** What has been read of machines before, so that only those that told something else since are read anew. */
export type Known = Map<string, { body: string; kinds: Weighed["kinds"]; gists: Weighed["gists"]; memory: Memory }>;
type Memory = Situation["memory"];

const PAGE = 2_000;
const NO_WAIVERS: readonly WaiverInForce[] = [];

/** Goes through all machines a page at a time, each as it stands at `now`, in the order of their ids. */
export async function* readFleet(db: Db, now: number, known: Known): AsyncGenerator<FleetMember[]> {
  const waivers = waiversInForce(await waiversSince(db, now));
  let after = "";
  for (;;) {
    const rows = await readFleetPage(db, { after, limit: PAGE });
    const counted = rows.filter((row) => row.retired_at === null);
    if (counted.length > 0) yield await membersOf(db, counted, waivers, known);
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.id ?? "";
  }
}

async function membersOf(
  db: Db,
  rows: FleetRow[],
  waivers: readonly WaiverInForce[],
  known: Known,
): Promise<FleetMember[]> {
  const ofGroups = waivers.filter((waiver) => waiver.machineId === null);
  const ofMachines = Map.groupBy(waivers, (waiver) => waiver.machineId);
  const needed = rows.filter((row) => isWithoutShortForm(row) || leavesOutAccounts(ofMachines.get(row.id), ofGroups));
  const ids = needed.map((row) => row.id);
  const facts = Map.groupBy(await findFacts(db, ids), (row) => row.machine_id);
  const verdicts = Map.groupBy(await findVerdicts(db, ids), (row) => row.machine_id);
  return rows.map((row) => {
    const contact = contactOf(row);
    const outcomes = outcomesOf(facts.get(row.id) ?? []);
    const weighed =
      row.body === null || isWithoutShortForm(row)
        ? { ...weigh(outcomes, contact), memory: memoryOf(verdicts.get(row.id) ?? []) }
        : readKnown(known, row.id, row.body, contact);
    const own = ofMachines.get(row.id);
    const covering = own ? [...own, ...ofGroups] : ofGroups.length > 0 ? ofGroups : NO_WAIVERS;
    const situation = { ...weighed, member: memberOf(row), outcomes, contact, waivers: covering };
    return { id: row.id, name: row.name, enrolledAt: row.enrolled_at, situation };
  });
}

function readKnown(known: Known, id: string, body: string, contact: Contact): Weighed & { memory: Memory } {
  const before = known.get(id);
  if (before?.body === body) return { ...before, gists: withContact(before.gists, contact) };
  const read = readWeighed(body);
  known.set(id, { body, ...read });
  return { ...read, gists: withContact(read.gists, contact) };
}

function isWithoutShortForm(row: FleetRow): boolean {
  return row.form !== WEIGHED_FORM;
}

/** Judging all but some accounts asks for the facts themselves. */
function leavesOutAccounts(own: readonly WaiverInForce[] | undefined, ofGroups: readonly WaiverInForce[]): boolean {
  return [...(own ?? []), ...ofGroups].some((waiver) => waiver.account !== null);
}
