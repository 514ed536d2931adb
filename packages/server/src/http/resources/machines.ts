import { FleetSummary, MachineDetail, MachinePage, MachineQuery, Problem } from "@muster/shared/api.ts";
import { PROBES, type ProbeId } from "@muster/shared/facts/index.ts";
import { Platform } from "@muster/shared/facts/machine.ts";
import { toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import { conflictOnWire } from "../../feed/describe-conflict.ts";
import { flagOnWire } from "../../feed/describe-flag.ts";
import { describeFleet, describeMachine, describeMachines } from "../../feed/describe-fleet.ts";
import { explainVerdict, inOrder } from "../../feed/describe-verdict.ts";
import { waiverOnWire } from "../../feed/describe-waiver.ts";
import { outcomesOf } from "../../flags/judge-machines.ts";
import { verdictOf } from "../../flags/machine-columns.ts";
import { entriesOf } from "../../flags/retire.ts";
import { Place } from "../../roster/order.ts";
import { listConflicts } from "../../store/conflicts.ts";
import { findFacts } from "../../store/facts.ts";
import { listFlags } from "../../store/flags.ts";
import { findMachine, findMachines, inTheOrderOf } from "../../store/machines.ts";
import type { FactRow } from "../../store/schema.ts";
import { findVerdicts } from "../../store/verdicts.ts";
import { listWaivers } from "../../store/waivers.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import type { App, HttpContext } from "../http-context.ts";
import { HttpProblem } from "../problems.ts";

/** Flags shown with a machine: its recent history. */
const FLAGS_SHOWN = 100;

/** The fleet and its machines. */
export function machineRoutes(app: App, { store, roster, presence, now, policy }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/summary",
    schema: { tags: ["Machines"], summary: "How the fleet stands", response: { 200: FleetSummary } },
    handler: () => describeFleet(store.reader, presence, now()),
  });

  app.route({
    method: "GET",
    url: "/api/v1/machines",
    schema: {
      tags: ["Machines"],
      summary: "Machines, worst first and then by name unless another order is asked for",
      querystring: MachineQuery,
      response: { 200: MachinePage, 400: Problem },
    },
    handler: async (request) => {
      const { cursor, limit, sort, ...filter } = request.query;
      const { ids, next } = await roster.page(filter, { sort, after: readCursor(Place, cursor), limit });
      const rows = inTheOrderOf(ids, await findMachines(store.reader, ids));
      return {
        items: await describeMachines(store.reader, rows, presence),
        nextCursor: next === null ? null : writeCursor(next),
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/v1/machines/:id",
    schema: {
      tags: ["Machines"],
      summary: "One machine: its verdicts, its facts and its flags",
      params: z.object({ id: z.string().max(60) }),
      response: { 200: MachineDetail, 404: Problem },
    },
    handler: async (request) => {
      const { reader } = store;
      const row = await findMachine(reader, request.params.id);
      if (!row) throw new HttpProblem("not_found");
      const verdicts = inOrder((await findVerdicts(reader, [row.id])).map(verdictOf));
      const facts = await findFacts(reader, [row.id]);
      const inForce = policy().policy;
      const page = { after: null, limit: FLAGS_SHOWN, now: now() };
      const waivers = await listWaivers(reader, { machineId: row.id }, page);
      const conflicts = await listConflicts(reader, { state: "open", machineId: row.id }, page);
      const wording = { now: now(), remindBefore: inForce.waivers.remindBefore };
      const flags = await listFlags(
        reader,
        { state: "all", machineId: row.id },
        { after: null, limit: FLAGS_SHOWN, now: now() },
      );
      return {
        ...describeMachine(row, verdicts, presence.isOnline(row.id)),
        verdicts: verdicts.map((verdict) => explainVerdict(verdict, Platform.parse(row.platform), inForce)),
        outcomes: outcomesOf(facts),
        factsChangedAt: changedAt(facts),
        flags: flags.map(flagOnWire),
        policyVersion: row.policy_version,
        clockAheadMs: row.clock_ahead_ms,
        mergedEntries: (await entriesOf(reader, row.id)).slice(1),
        isRetired: row.retired_at !== null,
        waivers: waivers.map((waiver) => waiverOnWire(waiver, wording)),
        conflicts: conflicts.map(conflictOnWire),
      };
    },
  });
}

function changedAt(facts: FactRow[]): Partial<Record<ProbeId, string>> {
  return Object.fromEntries(
    facts.filter((row) => row.probe in PROBES).map((row) => [row.probe, toInstant(row.changed_at)]),
  );
}
