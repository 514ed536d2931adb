import type { EvidenceProof, EvidenceSeal, SealState } from "@muster/shared/evidence.ts";
import { leavesOf, listSeals, type PastFactRow } from "../store/evidence.ts";
import type { EvidenceLeafRow, EvidenceSealRow } from "../store/evidence-tables.ts";
import type { Db } from "../store/open-store.ts";
import type { EventRow } from "../store/schema.ts";
import { inOrder, leafText, NOTHING_YET, type SealedEvent, type SealedFact, withEvent, withFact } from "./leaf.ts";
import { inTreeOrder, textOfRow } from "./make-seal.ts";
import { type Tree, treeOver } from "./tree.ts";

type OpenSeal = { leaves: EvidenceLeafRow[]; tree: Tree };

/** Rows of one machine that fall under one seal, and whether they are what was sealed. */
type Checked = { state: SealState; proof: EvidenceProof | null };

/** Looks up under which seals rows stand, and whether they are still as they were sealed. */
export async function openSeals(db: Db) {
  const seals = await listSeals(db);
  const opened = new Map<number, OpenSeal>();
  const used = new Map<number, EvidenceSealRow>();

  async function open(seal: EvidenceSealRow): Promise<OpenSeal> {
    const known = opened.get(seal.number);
    if (known) return known;
    const leaves = inTreeOrder(await leavesOf(db, seal.number));
    const made = { leaves, tree: await treeOver(leaves.map(textOfRow)) };
    opened.set(seal.number, made);
    used.set(seal.number, seal);
    return made;
  }

  const sealOfFact = (row: PastFactRow) =>
    seals.find(({ from_at, until_at }) => row.changed_at >= from_at && row.changed_at < until_at);
  const sealOfEvent = (row: EventRow) =>
    seals.find(({ after_event, last_event }) => row.id > after_event && row.id <= last_event);

  async function check(
    seal: EvidenceSealRow,
    machineId: string,
    all: { facts: readonly PastFactRow[]; events: readonly EventRow[] },
  ): Promise<Checked> {
    const { leaves, tree } = await open(seal);
    // What was sealed long ago is kept no longer than the rows that it is about.
    if (leaves.length < seal.leaves) return { state: "gone", proof: null };
    const index = leaves.findIndex((leaf) => leaf.machine_id === machineId);
    const leaf = leaves[index];
    if (leaf === undefined) return { state: "not-yet", proof: null };
    const facts = inOrder(
      all.facts
        // What came under the same hours after the clock went back is not what was sealed.
        .filter((row) => sealOfFact(row) === seal && row.sequence <= leaf.last_sequence)
        .map(({ probe, changed_at, sequence, kind, outcome }) => ({
          probe,
          changedAt: changed_at,
          sequence,
          kind,
          outcome,
        })),
    );
    const events = all.events
      .filter((row) => sealOfEvent(row) === seal)
      .map(({ id, at, kind, body }) => ({ id, at, kind, body }))
      .sort((a, b) => a.id - b.id);
    if (facts.length < leaf.facts || events.length < leaf.events) return { state: "gone", proof: null };
    const isSame = leafOfRows(machineId, facts, events) === textOfRow(leaf) && tree.root === seal.root;
    if (!isSame) return { state: "altered", proof: null };
    return { state: "sealed", proof: { seal: seal.number, facts, events, way: tree.wayFrom(index) } };
  }

  return {
    /**
     * Answers for the rows of one machine that a pack rests on.
     * @param all every row of the machine that is kept
     */
    async ofMachine(
      machineId: string,
      all: { facts: readonly PastFactRow[]; events: readonly EventRow[] },
      rests: { facts: readonly PastFactRow[]; events: readonly EventRow[] },
    ) {
      const checked = new Map<number, Checked>();
      const needed = new Set([...rests.facts.map(sealOfFact), ...rests.events.map(sealOfEvent)]);
      for (const seal of needed) if (seal) checked.set(seal.number, await check(seal, machineId, all));
      const isUnder = (proof: EvidenceProof | null, row: PastFactRow): boolean =>
        proof === null || proof.facts.some((each) => each.probe === row.probe && each.sequence === row.sequence);
      return {
        stateOfFact: (row: PastFactRow): SealState => {
          const found = checked.get(sealOfFact(row)?.number ?? 0);
          return found !== undefined && isUnder(found.proof, row) ? found.state : "not-yet";
        },
        stateOfEvent: (row: EventRow): SealState => checked.get(sealOfEvent(row)?.number ?? 0)?.state ?? "not-yet",
        proofs: [...checked.values()].flatMap(({ proof }) => (proof ? [proof] : [])),
      };
    },
    /** The seals that anything was looked up under, the oldest first. */
    used: (): EvidenceSeal[] =>
      [...used.values()]
        .sort((a, b) => a.number - b.number)
        .map((seal) => ({
          number: seal.number,
          fromAt: seal.from_at,
          untilAt: seal.until_at,
          afterEvent: seal.after_event,
          lastEvent: seal.last_event,
          leaves: seal.leaves,
          root: seal.root,
          sealedAt: seal.sealed_at,
          signature: seal.signature,
        })),
  };
}

/** The leaf that rows make, whoever has them. */
export function leafOfRows(machineId: string, facts: readonly SealedFact[], events: readonly SealedEvent[]): string {
  return leafText({
    machineId,
    facts: facts.length,
    factsHash: facts.reduce(withFact, NOTHING_YET),
    events: events.length,
    eventsHash: events.reduce(withEvent, NOTHING_YET),
  });
}
