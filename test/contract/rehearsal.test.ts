import type { OutcomesByProbe } from "@muster/shared/report.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { WhatIfDay, WhatIfToday } from "@muster/shared/what-if.ts";
import { describe, expect, it } from "vitest";
import type { JudgeContext } from "../../packages/server/src/flags/judge-machines.ts";
import { acceptReports } from "../../packages/server/src/ingest/accept-reports.ts";
import { evaluate } from "../../packages/server/src/policy/evaluate.ts";
import { parsePolicy } from "../../packages/server/src/policy/parse-policy.ts";
import { account, clamav, contact, outcomes, situation } from "../../packages/server/src/policy/test-situations.ts";
import { rehearse } from "../../packages/server/src/rehearsal/rehearse.ts";
import { saveMachines } from "../../packages/server/src/store/machines.ts";
import type { Db } from "../../packages/server/src/store/open-store.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { saveWaiver } from "../../packages/server/src/store/waivers.ts";
import { STORES, withNewStore } from "./stores.ts";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 23, 9);
const DAYS = 30;

const policyWith = (definitions: string, password: string) =>
  parsePolicy(
    `name: Test
unknownFlagsAfter: 7d
rules:
  antivirus-definitions: { severity: high, ${definitions} }
  password-age: { severity: low, ${password}, warnBefore: 5d }
`,
    "test",
  );
const BEFORE = policyWith("warnAfter: 3d, failAfter: 7d", "maxAge: 90d");
const AFTER = policyWith("warnAfter: 1d, failAfter: 2d", "maxAge: 120d");

let ids = 0;
const judging = (now: number): JudgeContext => ({
  policies: [{ version: 1, policy: BEFORE, appliedAt: 0 }],
  now,
  newId: () => `id-${++ids}`,
});

/** What one machine told, the oldest first: a reading of definitions and of a password, both by their dates. */
type Told = { at: number; definitionsFrom: number; passwordSetAt: number }[];

/** Machines that were updated daily, weekly, then never; one that came late, with an old password. */
const FLEET: Record<string, Told> = {
  daily: Array.from({ length: 45 }, (_, day) => told(45 - day, 45 - day, 60)),
  weekly: Array.from({ length: 6 }, (_, week) => told(42 - week * 7, 42 - week * 7, 60)),
  forgotten: [told(40, 44, 30)],
  late: [told(10, 10, 110), told(4, 4, 4)],
};

function told(daysAgo: number, definitionsDaysAgo: number, passwordDaysAgo: number): Told[number] {
  const at = NOW - daysAgo * DAY_MS;
  return { at, definitionsFrom: NOW - definitionsDaysAgo * DAY_MS, passwordSetAt: NOW - passwordDaysAgo * DAY_MS };
}

function factsOf({ at, definitionsFrom, passwordSetAt }: Told[number]): OutcomesByProbe {
  return outcomes(at, { products: [clamav(definitionsFrom)], accounts: [account("anna", passwordSetAt)] });
}

async function fill(db: Db): Promise<void> {
  for (const [id, list] of Object.entries(FLEET)) {
    await saveMachines(db, [machineRow(id, { enrolled_at: list[0]?.at ?? NOW, name: id.toUpperCase() })]);
    for (const [index, each] of list.entries()) {
      const report = {
        sequence: index + 1,
        collectedAt: toInstant(each.at),
        agentVersion: "1",
        outcomes: factsOf(each),
      };
      const arrival = { kind: "whole", machineId: id, receivedAt: each.at, sentAt: each.at, report } as const;
      await acceptReports(db, [arrival], judging(each.at));
    }
  }
}

async function rehearsed(
  db: Db,
): Promise<{ today: Omit<WhatIfToday, "digestTo">; days: WhatIfDay[]; shares: number[] }> {
  let today: Omit<WhatIfToday, "digestTo"> | null = null;
  const shares: number[] = [];
  const policies = { before: BEFORE, after: AFTER };
  const days = await rehearse(db, policies, {
    now: NOW,
    days: DAYS,
    known: new Map(),
    pause: async () => {},
    onToday: (given) => {
      today = given;
    },
    onProgress: (share) => shares.push(share),
  });
  if (today === null) throw new Error("No answer for the present day.");
  return { today, days, shares };
}

/** The same told plainly: whether any verdict in words says that the machine fails at an instant. */
function isFailing(list: Told, policy: typeof BEFORE, at: number): boolean | null {
  const last = list.findLast((each) => each.at < at);
  if (last === undefined) return null;
  const stands = situation(factsOf(last), { contact: contact(at) });
  return evaluate(stands, policy, at).verdicts.some((verdict) => verdict.status === "fail");
}

describe.each(STORES)("rehearsing a policy on %s", (binding) => {
  it("counts for each past day what judging every machine at its end gives", async () => {
    await withNewStore(binding, async ({ writer, reader }) => {
      await fill(writer);
      const { days, shares } = await rehearsed(reader);
      const midnight = Math.floor(NOW / DAY_MS) * DAY_MS;
      const expected = Array.from({ length: DAYS }, (_, index): WhatIfDay => {
        const end = midnight - (DAYS - 1 - index) * DAY_MS;
        const pairs = Object.values(FLEET).flatMap((list) => {
          const [was, becomes] = [isFailing(list, BEFORE, end), isFailing(list, AFTER, end)];
          return was === null || becomes === null ? [] : [{ was, becomes }];
        });
        return {
          day: toInstant(end - DAY_MS).slice(0, 10),
          machines: pairs.length,
          failingBefore: pairs.filter((each) => each.was).length,
          failingAfter: pairs.filter((each) => each.becomes).length,
          newlyFailing: pairs.filter((each) => each.becomes && !each.was).length,
          recovered: pairs.filter((each) => each.was && !each.becomes).length,
        };
      });
      expect(days).toEqual(expected);
      expect(days.some((day) => day.newlyFailing > 0) && days.some((day) => day.recovered > 0)).toBe(true);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect(shares.at(-1)).toBe(1);
    });
  });

  it("counts by facts what it has not in short form, as after an upgrade", async () => {
    await withNewStore(binding, async ({ writer, reader }) => {
      await fill(writer);
      const { tookMs: _, ...short } = (await rehearsed(reader)).today;
      await writer.updateTable("weighed").set({ form: 0, body: "{}" }).where("machine_id", "=", "daily").execute();
      await writer.deleteFrom("weighed").where("machine_id", "!=", "daily").execute();
      const { tookMs: __, ...whole } = (await rehearsed(reader)).today;
      expect(whole).toEqual(short);
      expect(whole.machines).toBe(4);
      expect(whole.newlyFailing.examples.map((each) => each.name)).toEqual(["LATE", "WEEKLY"]);
    });
  });

  it("lets a waiver for an account cover what it covers now", async () => {
    await withNewStore(binding, async ({ writer, reader }) => {
      await fill(writer);
      const accepted = async () => (await rehearsed(reader)).today.before.byStatus["accepted-risk"] ?? 0;
      const oldPassword = { at: NOW, definitionsFrom: NOW, passwordSetAt: NOW - 200 * DAY_MS };
      const report = { sequence: 99, collectedAt: toInstant(NOW), agentVersion: "1", outcomes: factsOf(oldPassword) };
      const arrival = { kind: "whole", machineId: "daily", receivedAt: NOW, sentAt: NOW, report } as const;
      await acceptReports(writer, [arrival], judging(NOW));
      expect(await accepted()).toBe(0);
      await saveWaiver(writer, {
        id: "w",
        machine_id: "daily",
        group_name: null,
        rule: "password-age",
        account: "anna",
        reason: "leaves on Friday",
        ticket: null,
        state: "approved",
        requested_by: "anna",
        requested_at: NOW,
        decided_by: "ben",
        decided_at: NOW,
        starts_at: NOW - 1,
        ends_at: NOW + DAY_MS,
      });
      expect(await accepted()).toBe(1);
    });
  });
});
