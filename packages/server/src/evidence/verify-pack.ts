import { createPublicKey, type KeyObject } from "node:crypto";
import type { EvidenceMachine, EvidencePack, EvidenceSeal } from "@muster/shared/evidence.ts";
import { toEpochMs } from "@muster/shared/text.ts";
import { fingerprintOf, isSignedBy } from "../audit/audit-key.ts";
import { sha256Of } from "../store/policies.ts";
import { drawnAs } from "./draw.ts";
import { judgedAnew } from "./judged-anew.ts";
import { sealWords } from "./leaf.ts";
import { packWords } from "./make-pack.ts";
import { leafOfRows } from "./sealed-rows.ts";
import { rootFrom } from "./tree.ts";

export type PackVerdict = {
  /** What is wrong, in sentences; empty when all holds. */
  faults: string[];
  /** SHA-256 (hex) of the key that signed it, to be compared with what the server says of its own. */
  fingerprint: string;
  machines: number;
  /** Facts and verdicts that rest on a seal, of how many there are. */
  sealed: number;
  shown: number;
};

/**
 * Checks a pack by itself, without the server or its store: the signature, every seal, every way from rows to a seal, that
 * what is shown is what the rows say, the draw, and the verdicts judged anew.
 * @param pack as it was parsed by its schema
 * @param bodyText the body's JSON as it stands in the document
 */
export function verifyPack(pack: EvidencePack, bodyText: string): PackVerdict {
  const { body } = pack;
  const faults: string[] = [];
  const key = openKey(pack.publicKey);
  if (key === null || !isSignedBy(key, packWords(bodyText), pack.signature)) {
    faults.push("The signature does not fit: the document was changed after it was made, or another key signed it.");
  }
  const seals = new Map(body.seals.map((seal) => [seal.number, seal]));
  for (const seal of body.seals)
    if (key === null || !isSealSigned(key, seal)) faults.push(`Seal ${seal.number} is not signed by the same key.`);
  for (const policy of body.policies) {
    if (sha256Of(policy.document) !== policy.sha256)
      faults.push(`Policy version ${policy.version} is not the document that its hash names.`);
  }
  let sealed = 0;
  let shown = 0;
  for (const machine of body.machines) {
    faults.push(...faultsOfProofs(machine, seals), ...faultsOfWhatIsShown(machine), ...faultsOfJudging(machine, pack));
    const states = statesOf(machine);
    shown += states.length;
    sealed += states.filter((state) => state === "sealed").length;
    if (states.includes("altered"))
      faults.push(`${machine.name}: rows differ from what was sealed; the server said so itself.`);
  }
  faults.push(...faultsOfDraw(pack));
  return { faults, fingerprint: fingerprintOf(pack.publicKey), machines: body.machines.length, sealed, shown };
}

function openKey(publicKey: string): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(publicKey, "base64"), type: "spki", format: "der" });
  } catch {
    return null;
  }
}

function isSealSigned(key: KeyObject, seal: EvidenceSeal): boolean {
  const words = sealWords({
    number: seal.number,
    from_at: seal.fromAt,
    until_at: seal.untilAt,
    after_event: seal.afterEvent,
    last_event: seal.lastEvent,
    leaves: seal.leaves,
    root: seal.root,
    sealed_at: seal.sealedAt,
  });
  return isSignedBy(key, words, seal.signature);
}

function faultsOfProofs({ id, name, proofs }: EvidenceMachine, seals: ReadonlyMap<number, EvidenceSeal>): string[] {
  return proofs.flatMap((proof) => {
    const root = rootFrom(leafOfRows(id, proof.facts, proof.events), proof.way);
    return seals.get(proof.seal)?.root === root ? [] : [`${name}: its rows do not lead to seal ${proof.seal}.`];
  });
}

/** Every fact and verdict that says of itself that it is sealed must stand in rows that a seal covers. */
function faultsOfWhatIsShown(machine: EvidenceMachine): string[] {
  const facts = machine.proofs.flatMap((proof) => proof.facts);
  const events = machine.proofs.flatMap((proof) => proof.events);
  const isFact = (fact: EvidenceMachine["facts"][number]): boolean =>
    facts.some(
      (row) =>
        row.probe === fact.probe &&
        row.sequence === fact.sequence &&
        row.changedAt === toEpochMs(fact.changedAt) &&
        row.outcome === JSON.stringify(fact.outcome),
    );
  const isEvent = (at: string, told: Record<string, unknown>): boolean =>
    events.some((row) => {
      const body = JSON.parse(row.body) as Record<string, unknown>;
      return row.at === toEpochMs(at) && Object.entries(told).every(([name, value]) => body[name] === value);
    });
  const since = machine.statusSince;
  return [
    ...machine.facts
      .filter((fact) => fact.seal === "sealed" && !isFact(fact))
      .map((fact) => `${machine.name}: the fact ${fact.probe} is not among the sealed rows.`),
    ...machine.verdicts
      .filter(({ rule, recorded }) => {
        if (recorded?.seal !== "sealed") return false;
        return !isEvent(recorded.since, { kind: "verdict", rule, to: recorded.status, sentence: recorded.sentence });
      })
      .map(({ rule }) => `${machine.name}: the verdict of ${rule} is not among the sealed rows.`),
    ...(since?.seal === "sealed" && !isEvent(since.at, { kind: "status", to: machine.status, sentence: since.sentence })
      ? [`${machine.name}: its status is not among the sealed rows.`]
      : []),
  ];
}

/** The facts and the policy stand in the pack: what the rules make of them can be asked again. */
function faultsOfJudging(machine: EvidenceMachine, { body }: EvidencePack): string[] {
  const policy = body.policies.find((each) => each.version === machine.policyVersion);
  if (!policy) return [];
  const anew = judgedAnew(policy.document, {
    at: toEpochMs(body.at),
    name: machine.name,
    platform: machine.platform,
    tags: machine.tags,
    enrolledAt: toEpochMs(machine.enrolledAt),
    facts: machine.facts.map(({ probe, outcome }) => ({ probe, outcome: JSON.stringify(outcome) })),
    waivers: machine.waivers.map(({ id, rule, account, group, startsAt, endsAt }) => {
      const machineId = group === null ? machine.id : null;
      return { id, machineId, group, rule, account, startsAt: toEpochMs(startsAt), endsAt: toEpochMs(endsAt) };
    }),
  });
  return machine.verdicts.flatMap(({ rule, judgedAnew: told }) => {
    const again = anew?.verdicts.get(rule);
    return told !== null && again && again.status !== told.status
      ? [`${machine.name}: judged anew, ${rule} is ${again.status} and not ${told.status}.`]
      : [];
  });
}

function statesOf(machine: EvidenceMachine): string[] {
  return [
    ...(machine.statusSince ? [machine.statusSince.seal] : []),
    ...machine.facts.map(({ seal }) => seal),
    ...machine.verdicts.flatMap(({ recorded }) => (recorded ? [recorded.seal] : [])),
  ];
}

function faultsOfDraw({ body }: EvidencePack): string[] {
  const { draw } = body;
  if (draw === null) return [];
  const hashes = body.machines.map(({ id }) => drawnAs(draw.seed, id));
  const isInOrder = hashes.every((hash, index) => index === 0 || hash > (hashes[index - 1] ?? ""));
  const isTold = body.machines.every(({ drawn }, index) => drawn === hashes[index]);
  const isWhole = body.machines.length === Math.min(draw.machines, body.fleet.machines);
  return isInOrder && isTold && isWhole ? [] : ["The machines are not those that the seed draws."];
}
