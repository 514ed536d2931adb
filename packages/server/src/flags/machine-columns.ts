import { Platform } from "@muster/shared/facts/machine.ts";
import { RuleId } from "@muster/shared/rules.ts";
import { Parting } from "@muster/shared/verdict.ts";
import { z } from "zod";
import type { Contact } from "../policy/contact.ts";
import type { JudgedVerdict } from "../policy/evaluate.ts";
import type { Member } from "../policy/in-force.ts";
import type { RuleMemory, WaiverInForce } from "../policy/situation.ts";
import type { MachineRow, VerdictRow, WaiverRow } from "../store/schema.ts";

/** What stored rows mean to the judging. */

const Names = z.array(z.string());

export function tagsOf(machine: Pick<MachineRow, "tags">): string[] {
  return namesIn(machine.tags);
}

/** The names in a column that holds a list. */
export function namesIn(json: string): string[] {
  return json === "[]" ? [] : Names.parse(JSON.parse(json));
}

export function memberOf(machine: Pick<MachineRow, "platform" | "tags" | "name">): Member {
  return { platform: Platform.parse(machine.platform), tags: tagsOf(machine), name: machine.name };
}

export function contactOf(
  machine: Pick<
    MachineRow,
    "enrolled_at" | "last_seen_at" | "parted_at" | "parting" | "absent_from" | "returned_at" | "clock_ahead_ms"
  >,
): Contact {
  return {
    enrolledAt: machine.enrolled_at,
    lastSeenAt: machine.last_seen_at,
    partedAt: machine.parted_at,
    parting: machine.parting === null ? null : Parting.parse(machine.parting),
    absentFrom: machine.absent_from,
    returnedAt: machine.returned_at,
    clockAheadMs: machine.clock_ahead_ms,
  };
}

/** What rules remember, out of the verdicts as they were stored last; one of a rule that is no more is forgotten. */
export function memoryOf(rows: readonly VerdictRow[]): Map<RuleId, RuleMemory> {
  return new Map(
    rows.flatMap((row): [RuleId, RuleMemory][] => {
      const rule = RuleId.safeParse(row.rule);
      if (!rule.success) return [];
      const { status, since, failingSince, failures } = verdictOf(row);
      return [[rule.data, { status, since, failingSince, failures }]];
    }),
  );
}

/** A stored verdict; what an earlier version did not write yet is filled in. */
export function verdictOf(row: Pick<VerdictRow, "body">): JudgedVerdict {
  const body = JSON.parse(row.body) as JudgedVerdict & { failingSince?: number | null };
  if (body.failingSince !== undefined) return body;
  const failingSince = body.status === "fail" ? body.since : null;
  return { ...body, failingSince, failures: [], isInGrace: false, graceEndsAt: null, waiver: null };
}

/** Waivers as judging needs them; one of a rule that this version does not have covers nothing. */
export function waiversInForce(rows: readonly WaiverRow[]): WaiverInForce[] {
  return rows.flatMap((row): WaiverInForce[] => {
    const rule = row.rule === null ? null : RuleId.safeParse(row.rule);
    if (rule !== null && !rule.success) return [];
    return [
      {
        id: row.id,
        machineId: row.machine_id,
        group: row.group_name,
        rule: rule === null ? null : rule.data,
        account: row.account,
        startsAt: row.starts_at,
        endsAt: row.ends_at,
      },
    ];
  });
}
