import { Platform } from "@muster/shared/facts/machine.ts";
import { MachineEvent } from "@muster/shared/history.ts";
import type { RuleId } from "@muster/shared/rules.ts";
import { MachineStatus, type Reachability, type VerdictStatus } from "@muster/shared/verdict.ts";
import { tagsOf } from "../flags/machine-columns.ts";
import type { PastFactRow } from "../store/evidence.ts";
import type { EventRow, MachineRow } from "../store/schema.ts";

/** Something that was written down, with the row that says so. */
export type Written<T> = { row: EventRow } & T;

/** A machine as the books tell it for one instant. */
export type MachineThen = {
  name: string;
  platform: Platform;
  tags: string[];
  status: MachineStatus;
  statusRow: Written<{ sentence: string }> | null;
  reachability: Reachability | null;
  policyVersion: number | null;
  verdicts: Map<RuleId, Written<{ status: VerdictStatus; sentence: string }>>;
  /** Per probe the last that was known by then. */
  facts: PastFactRow[];
};

/**
 * Reads out of a machine's history how it stood at an instant (epoch ms).
 * @param facts what it had reported until then, the oldest first
 * @param events all that is kept of what happened to it, in order
 */
export function machineThen(
  machine: MachineRow,
  at: number,
  facts: readonly PastFactRow[],
  events: readonly EventRow[],
): MachineThen {
  const known = new Map(facts.map((row) => [row.probe, row]));
  const then: MachineThen = {
    name: machine.name,
    platform: Platform.parse(machine.platform),
    tags: tagsOf(machine),
    status: "unknown",
    statusRow: null,
    reachability: null,
    policyVersion: null,
    verdicts: new Map(),
    facts: [...known.values()],
  };
  const told = events.flatMap((row) => {
    const event = MachineEvent.safeParse(JSON.parse(row.body));
    return event.success ? [{ row, event: event.data }] : [];
  });
  const later = told.filter(({ row }) => row.at > at);
  for (const { row, event } of told) if (row.at <= at) takeIn(then, row, event);
  // What is written of a change also tells what was before it.
  for (const { event } of later.toReversed()) {
    if (event.kind === "tags") then.tags = [...then.tags.filter((tag) => !event.added.includes(tag)), ...event.removed];
  }
  if (then.statusRow === null) then.status = statusBefore(later) ?? MachineStatus.parse(machine.status);
  const named = nameIn(known.get("machine"));
  return named === null ? then : { ...then, ...named };
}

function takeIn(then: MachineThen, row: EventRow, event: MachineEvent): void {
  switch (event.kind) {
    case "status":
      then.status = event.to;
      then.statusRow = { row, sentence: event.sentence };
      return;
    case "verdict":
      if (event.to === null) then.verdicts.delete(event.rule);
      else then.verdicts.set(event.rule, { row, status: event.to, sentence: event.sentence });
      return;
    case "reachability":
      then.reachability = event.to;
      return;
    case "policy":
      then.policyVersion = event.version;
  }
}

function statusBefore(later: readonly { event: MachineEvent }[]): MachineStatus | null {
  const next = later.find(({ event }) => event.kind === "status")?.event;
  return next?.kind === "status" ? next.from : null;
}

/** A machine went by the name that it gave itself. */
function nameIn(row: PastFactRow | undefined): { name: string; platform: Platform } | null {
  if (row === undefined || row.kind !== "read") return null;
  const { facts } = JSON.parse(row.outcome) as { facts?: { hostname?: unknown; platform?: unknown } };
  const platform = Platform.safeParse(facts?.platform);
  return typeof facts?.hostname === "string" && platform.success
    ? { name: facts.hostname, platform: platform.data }
    : null;
}
