import type { OutcomesByProbe } from "@muster/shared/report.ts";
import { toInstant } from "@muster/shared/text.ts";
import { describe, expect, it } from "vitest";
import type { JudgeContext } from "../../packages/server/src/flags/judge-machines.ts";
import { acceptReports } from "../../packages/server/src/ingest/accept-reports.ts";
import type { Arrival } from "../../packages/server/src/ingest/arrival.ts";
import { digestOf } from "../../packages/server/src/ingest/digest-of.ts";
import { DEFAULT_POLICY, outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { findMachine, saveMachines } from "../../packages/server/src/store/machines.ts";
import type { Db } from "../../packages/server/src/store/open-store.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { STORES, withNewStore } from "./stores.ts";

const START = Date.UTC(2026, 10, 1);

let ids = 0;
const context = (now: number): JudgeContext => ({
  policies: [{ version: 1, policy: DEFAULT_POLICY, appliedAt: 0 }],
  now,
  newId: () => `flag-${++ids}`,
});

function whole(sequence: number, given: OutcomesByProbe, now: number, machineId = "m"): Arrival {
  const report = { sequence, collectedAt: toInstant(now), agentVersion: "1", outcomes: given };
  return { kind: "whole", machineId, receivedAt: now, sentAt: now, report };
}

function unchanged(sequence: number, given: OutcomesByProbe, now: number): Arrival {
  const report = { sequence, collectedAt: toInstant(now), digest: digestOf(given) };
  return { kind: "unchanged", machineId: "m", receivedAt: now, sentAt: now, report };
}

const accept = async (db: Db, now: number, ...arrivals: Arrival[]) =>
  (await acceptReports(db, arrivals, context(now))).acceptances;

describe.each(STORES)("ingest on %s", (binding) => {
  it("stores each (machine, sequence) once, also within one batch", async () => {
    await withNewStore(binding, async ({ writer }) => {
      await saveMachines(writer, [machineRow("m")]);
      const good = outcomes(START);
      const kinds = (
        await accept(writer, START, whole(1, good, START), whole(1, good, START), whole(2, good, START))
      ).map((each) => each.kind);
      expect(kinds).toEqual(["accepted", "duplicate", "accepted"]);
      expect((await accept(writer, START, whole(2, good, START)))[0]?.kind).toBe("duplicate");
      const rows = await writer.selectFrom("report").select("sequence").execute();
      expect(rows.map((row) => row.sequence)).toEqual([1, 2]);
    });
  });

  it("takes 'unchanged' only about the facts that it holds, at the cost of a touch", async () => {
    await withNewStore(binding, async ({ writer }) => {
      await saveMachines(writer, [machineRow("m")]);
      const good = outcomes(START);
      await accept(writer, START, whole(1, good, START));
      expect(
        (await accept(writer, START + 5, unchanged(2, outcomes(START, { firewall: "off" }), START)))[0]?.kind,
      ).toBe("facts-unknown");
      // Read again later: other instants, the same facts.
      expect((await accept(writer, START + 9, unchanged(2, outcomes(START, {}), START + 9)))[0]?.kind).toBe("accepted");
      expect(await findMachine(writer, "m")).toMatchObject({ last_sequence: 2, last_seen_at: START + 9 });
      expect(await writer.selectFrom("report").selectAll().execute()).toHaveLength(1);
    });
  });

  it("says so when a machine is unknown, and takes the others of the batch", async () => {
    await withNewStore(binding, async ({ writer }) => {
      await saveMachines(writer, [machineRow("m")]);
      const good = outcomes(START);
      const kinds = (await accept(writer, START, whole(1, good, START, "nobody"), whole(1, good, START))).map(
        (e) => e.kind,
      );
      expect(kinds).toEqual(["machine-unknown", "accepted"]);
    });
  });

  it("changes nothing at all when its transaction fails", async () => {
    await withNewStore(binding, async ({ writer }) => {
      await saveMachines(writer, [machineRow("m")]);
      await accept(writer, START, whole(1, outcomes(START), START));
      const before = await writer.selectFrom("machine").selectAll().execute();
      const broken: JudgeContext = {
        ...context(START),
        newId: () => {
          throw new Error("no id");
        },
      };
      const arrival = whole(2, outcomes(START, { firewall: "off" }), START);
      await expect(acceptReports(writer, [arrival], broken)).rejects.toThrow("no id");
      expect(await writer.selectFrom("machine").selectAll().execute()).toEqual(before);
      expect(await writer.selectFrom("report").selectAll().execute()).toHaveLength(1);
    });
  });
});
