import { MachineFilter } from "@muster/shared/machine-list.ts";
import { afterAll, describe, expect, test } from "vitest";
import type { Place } from "../../packages/server/src/roster/order.ts";
import { createRoster } from "../../packages/server/src/roster/roster.ts";
import { saveMachines } from "../../packages/server/src/store/machines.ts";
import type { MachineRow } from "../../packages/server/src/store/schema.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { STORES, withNewStore } from "./stores.ts";

const FLEET: MachineRow[] = [
  machineRow("anna-lt", {
    status: "non-compliant",
    status_rank: 0,
    person: "Anna Schmidt",
    serial_number: "SN-77",
    os_name: "Windows 11",
    tags: '["laptop","privileged"]',
    site: "Berlin",
    flagged_rules: '["firewall-enabled"]',
    policy_groups: '["privileged"]',
    definitions_from: 200,
  }),
  machineRow("ben-pc", {
    status: "compliant",
    status_rank: 5,
    os_name: "Windows 11",
    site: "Berlin",
    definitions_from: 300,
  }),
  machineRow("cleo-pc", {
    status: "compliant",
    status_rank: 5,
    os_name: "Debian",
    tags: '["laptop"]',
    definitions_from: 100,
  }),
  machineRow("dora-pc", { status: "unknown", status_rank: 1, os_name: "Debian" }),
];
const failures: unknown[] = [];
afterAll(() => expect(failures).toEqual([]));

describe.each(STORES)("the roster on %s", (binding) => {
  const withFleet = (
    act: (roster: ReturnType<typeof createRoster>, save: (rows: MachineRow[]) => Promise<void>) => Promise<void>,
  ) =>
    withNewStore(binding, async (store) => {
      await saveMachines(store.writer, FLEET);
      const roster = createRoster(store.reader, (error) => failures.push(error));
      await act(roster, async (rows) => {
        await saveMachines(store.writer, rows);
        roster.changed(rows.map((row) => row.id));
      });
    });

  test("lists the worst first, then by name, a page at a time without a gap or a repetition", () =>
    withFleet(async (roster) => {
      const seen: string[] = [];
      for (let after: Place | null = null; ; ) {
        const { ids, next } = await roster.page({}, { sort: undefined, after, limit: 1 });
        seen.push(...ids);
        if (next === null) break;
        after = next;
      }
      expect(seen).toEqual(["anna-lt", "dora-pc", "ben-pc", "cleo-pc"]);
    }));

  test("sorts by age, and puts what has none last either way", () =>
    withFleet(async (roster) => {
      expect(await roster.all({}, "definitions")).toEqual(["ben-pc", "anna-lt", "cleo-pc", "dora-pc"]);
      expect(await roster.all({}, "-definitions")).toEqual(["cleo-pc", "anna-lt", "ben-pc", "dora-pc"]);
    }));

  test.each([
    ["ANNA", ["anna-lt"]],
    ["schmidt", ["anna-lt"]],
    ["sn-77", ["anna-lt"]],
    ["laptop debian", ["cleo-pc"]],
    ["berlin", ["anna-lt", "ben-pc"]],
    ["schmidt debian", []],
  ])("a search for %s finds %j", (search, names) =>
    withFleet(async (roster) => {
      expect(await roster.all({ search }, "name")).toEqual(names);
    }),
  );

  test("takes several values of one facet as or, several facets as and", () =>
    withFleet(async (roster) => {
      const query = MachineFilter.parse({ status: ["compliant", "unknown"], os: "Debian" });
      expect(await roster.all(query, "name")).toEqual(["cleo-pc", "dora-pc"]);
      expect(await roster.all({ site: ["-"] }, "name")).toEqual(["cleo-pc", "dora-pc"]);
      expect(await roster.all({ rule: ["firewall-enabled"], group: ["privileged"] }, "name")).toEqual(["anna-lt"]);
    }));

  test("counts each facet by the choices in the others, not by its own", () =>
    withFleet(async (roster) => {
      const { total, facets } = await roster.count({ status: ["compliant"], os: ["Debian"] });
      expect(total).toBe(1);
      expect(facets.status).toEqual([
        { value: "compliant", count: 1 },
        { value: "unknown", count: 1 },
      ]);
      expect(facets.os).toEqual([
        { value: "Debian", count: 1 },
        { value: "Windows 11", count: 1 },
      ]);
      expect(facets.tag).toEqual([{ value: "laptop", count: 1 }]);
    }));

  test("answers by what was stored before the question, and forgets who is retired", () =>
    withFleet(async (roster, save) => {
      await roster.all({}, undefined);
      await save([{ ...machineRow("ben-pc"), status: "non-compliant", status_rank: 0 }, machineRow("new-pc")]);
      expect(await roster.all({ status: ["non-compliant"] }, undefined)).toEqual(["anna-lt", "ben-pc"]);
      expect(await roster.all({ search: "new" }, undefined)).toEqual(["new-pc"]);
      await save([{ ...machineRow("anna-lt"), retired_at: 1 }]);
      expect((await roster.count({})).total).toBe(4);
    }));
});
