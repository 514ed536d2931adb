import { createHash } from "node:crypto";
import { AppError } from "@muster/shared/errors.ts";
import type { EvidenceBody, EvidenceMachine, EvidencePack, EvidenceRequest } from "@muster/shared/evidence.ts";
import type { ProbeId } from "@muster/shared/facts/index.ts";
import { PROBES } from "@muster/shared/facts/index.ts";
import { MAX_EVIDENCE_BYTES } from "@muster/shared/limits.ts";
import { RuleId } from "@muster/shared/rules.ts";
import { toEpochMs, toInstant } from "@muster/shared/text.ts";
import type { AuditKey } from "../audit/audit-key.ts";
import { waiversInForce } from "../flags/machine-columns.ts";
import { readAuditHead } from "../store/audit-log.ts";
import { eventsOfMachine, factsUntil, flagsOpenAt, fleetAt, lastReportBy, policyAt } from "../store/evidence.ts";
import { listFleetDays } from "../store/fleet-days.ts";
import { findMachines } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import { findPolicy } from "../store/policies.ts";
import type { MachineRow, PolicyRow, WaiverRow } from "../store/schema.ts";
import { waiversSince } from "../store/waivers.ts";
import { type Drawn, draw, fleetHash } from "./draw.ts";
import { judgedAnew } from "./judged-anew.ts";
import { machineThen } from "./machine-then.ts";
import { openSeals } from "./sealed-rows.ts";

type Context = {
  reader: Db;
  key: AuditKey;
  id: string;
  madeBy: string;
  /** What this server calls itself. */
  server: string;
  now: number;
  /** For how long (ms) history is kept. */
  keeps: number;
};

/**
 * Says how the fleet, and the machines that are asked for, stood at an instant, and signs it.
 * @throws AppError `input_invalid` (an instant to come, or longer ago than is kept; machines that were not in the fleet),
 *   `evidence_too_large`
 */
export async function makePack(request: EvidenceRequest, context: Context): Promise<EvidencePack> {
  const { reader, key, now } = context;
  const at = toEpochMs(request.at);
  if (at > now) throw new AppError("input_invalid", "at: expected an instant that is not to come.");
  if (at < now - context.keeps) {
    throw new AppError("input_invalid", `at: history is kept since ${toInstant(now - context.keeps)}.`);
  }
  const fleet = await fleetAt(reader, at);
  const chosen = choose(fleet, request);
  const rows = new Map(
    (
      await findMachines(
        reader,
        chosen.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  const policies = new Policies(reader, (await policyAt(reader, at)) ?? null);
  const waivers = (await waiversSince(reader, at)).filter((waiver) => waiver.starts_at <= at);
  const seals = await openSeals(reader);
  const machines: EvidenceMachine[] = [];
  for (const { id, drawn } of chosen) {
    const row = rows.get(id);
    if (row) machines.push(await evidenceOf(row, drawn, { reader, at, policies, waivers, seals }));
    // A report or a dashboard that waits comes first.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const head = await readAuditHead(reader);
  const day = request.at.slice(0, 10);
  const body: EvidenceBody = {
    id: context.id,
    at: toInstant(at),
    madeAt: toInstant(now),
    madeBy: context.madeBy,
    server: context.server,
    fleet: {
      machines: fleet.length,
      sha256: fleetHash(fleet),
      day: (await listFleetDays(reader, at)).find((each) => each.day === day) ?? null,
    },
    draw: request.draw ?? null,
    policies: policies.used(),
    machines,
    seals: seals.used(),
    auditHead: head ? { number: Number(head.number), hash: head.hash } : null,
  };
  const text = JSON.stringify(body);
  if (Buffer.byteLength(text) > MAX_EVIDENCE_BYTES) throw new AppError("evidence_too_large");
  return {
    form: "muster-evidence-1",
    body,
    publicKey: key.publicKey,
    signature: key.sign(packWords(text)),
  };
}

/** The words that are signed, for a body's JSON. */
export function packWords(bodyText: string): string {
  return `muster-evidence-pack-1\n${createHash("sha256").update(bodyText).digest("hex")}`;
}

function choose(
  fleet: readonly string[],
  { machineIds, draw: wanted }: EvidenceRequest,
): (Drawn | { id: string; drawn: null })[] {
  if (wanted) return draw(fleet, wanted);
  const ids = [...new Set(machineIds)];
  const known = new Set(fleet);
  const strange = ids.filter((id) => !known.has(id));
  if (strange.length > 0) {
    throw new AppError("input_invalid", `machineIds: not in the fleet at that instant: ${strange.join(", ")}.`);
  }
  return ids.map((id) => ({ id, drawn: null }));
}

/** The versions that judged any of the machines. */
class Policies {
  readonly #reader: Db;
  readonly #inForce: PolicyRow | null;
  readonly #known = new Map<number, PolicyRow>();

  constructor(reader: Db, inForce: PolicyRow | null) {
    this.#reader = reader;
    this.#inForce = inForce;
    if (inForce) this.#known.set(inForce.version, inForce);
  }

  /** The version that judged a machine; where that was not written down, the one that was in force. */
  async of(version: number | null): Promise<PolicyRow | null> {
    if (version === null) return this.#inForce;
    const known = this.#known.get(version) ?? (await findPolicy(this.#reader, version));
    if (known) this.#known.set(version, known);
    return known ?? null;
  }

  used(): EvidenceBody["policies"] {
    return [...this.#known.values()]
      .sort((a, b) => a.version - b.version)
      .map(({ version, name, sha256, applied_at, author, reason, document }) => {
        return { version, name, sha256, appliedAt: toInstant(applied_at), author, reason, document };
      });
  }
}

async function evidenceOf(
  machine: MachineRow,
  drawn: string | null,
  context: {
    reader: Db;
    at: number;
    policies: Policies;
    waivers: readonly WaiverRow[];
    seals: Awaited<ReturnType<typeof openSeals>>;
  },
): Promise<EvidenceMachine> {
  const { reader, at, policies, seals } = context;
  const facts = await factsUntil(reader, machine.id, Number.MAX_SAFE_INTEGER);
  const events = await eventsOfMachine(reader, machine.id);
  const then = machineThen(
    machine,
    at,
    facts.filter((row) => row.changed_at <= at),
    events,
  );
  const policy = await policies.of(then.policyVersion);
  const own = context.waivers.filter((waiver) => waiver.machine_id === null || waiver.machine_id === machine.id);
  const anew = policy
    ? judgedAnew(policy.document, { ...then, at, enrolledAt: machine.enrolled_at, waivers: waiversInForce(own) })
    : null;
  const recorded = [...then.verdicts.values()].map(({ row }) => row);
  const state = await seals.ofMachine(
    machine.id,
    { facts, events },
    { facts: then.facts, events: [...recorded, ...(then.statusRow ? [then.statusRow.row] : [])] },
  );
  const rules = RuleId.options.filter((rule) => then.verdicts.has(rule) || anew?.verdicts.has(rule));
  const report = await lastReportBy(reader, machine.id, at);
  return {
    id: machine.id,
    drawn,
    name: then.name,
    platform: then.platform,
    tags: then.tags,
    site: anew?.site ?? null,
    enrolledAt: toInstant(machine.enrolled_at),
    status: then.status,
    statusSince: then.statusRow && {
      at: toInstant(then.statusRow.row.at),
      sentence: then.statusRow.sentence,
      seal: state.stateOfEvent(then.statusRow.row),
    },
    reachability: then.reachability,
    policyVersion: policy?.version ?? null,
    report: report
      ? {
          sequence: report.sequence,
          receivedAt: toInstant(report.received_at),
          collectedAt: toInstant(report.collected_at),
          digest: report.digest,
        }
      : null,
    verdicts: rules.map((rule) => {
      const written = then.verdicts.get(rule);
      return {
        rule,
        recorded: written
          ? {
              status: written.status,
              since: toInstant(written.row.at),
              sentence: written.sentence,
              seal: state.stateOfEvent(written.row),
            }
          : null,
        judgedAnew: anew?.verdicts.get(rule) ?? null,
      };
    }),
    facts: then.facts
      .filter((row) => row.probe in PROBES)
      .map((row) => ({
        probe: row.probe as ProbeId,
        changedAt: toInstant(row.changed_at),
        sequence: row.sequence,
        outcome: JSON.parse(row.outcome) as unknown,
        seal: state.stateOfFact(row),
      })),
    flags: await flagsThen(reader, machine.id, at),
    waivers: waiversThen(own, anew?.groups ?? new Set()),
    proofs: state.proofs,
  };
}

async function flagsThen(reader: Db, machineId: string, at: number): Promise<EvidenceMachine["flags"]> {
  const rows = await flagsOpenAt(reader, machineId, at);
  return rows.flatMap((row) => {
    const rule = RuleId.safeParse(row.rule);
    if (!rule.success) return [];
    return [
      {
        rule: rule.data,
        severity: row.severity as EvidenceMachine["flags"][number]["severity"],
        openedAt: toInstant(row.opened_at),
        resolvedAt: row.resolved_at === null ? null : toInstant(row.resolved_at),
        sentence: row.sentence,
      },
    ];
  });
}

/** Waivers that named the machine, and those of groups that it is in. */
function waiversThen(rows: readonly WaiverRow[], groups: ReadonlySet<string>): EvidenceMachine["waivers"] {
  return rows
    .filter((row) => row.machine_id !== null || (row.group_name !== null && groups.has(row.group_name)))
    .map((row) => ({
      id: row.id,
      rule: RuleId.safeParse(row.rule).data ?? null,
      account: row.account,
      group: row.group_name,
      reason: row.reason,
      ticket: row.ticket,
      requestedBy: row.requested_by,
      approvedBy: row.decided_by,
      startsAt: toInstant(row.starts_at),
      endsAt: toInstant(row.ends_at),
    }));
}
