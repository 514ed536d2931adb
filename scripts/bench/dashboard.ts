import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MachineFilter, type MachineSort, SORT_COLUMNS } from "@muster/shared/machine-list.ts";
import { describeMachines } from "../../packages/server/src/feed/describe-fleet.ts";
import type { Place } from "../../packages/server/src/roster/order.ts";
import { createRoster } from "../../packages/server/src/roster/roster.ts";
import { findMachines, inTheOrderOf } from "../../packages/server/src/store/machines.ts";
import { openStore } from "../../packages/server/src/store/open-store.ts";
import { writeFleet } from "../load/write-fleet.ts";

/*
 * How fast the server makes a list of a large fleet, rows and verdicts read from the store: every order, every kind of filter,
 * a second page, and the counts. The floor is the same hundred rows read by their ids alone.
 */

const FLEET = 100_000;
const ROUNDS = 12;

const ASKED: MachineFilter[] = [
  { status: ["non-compliant"] },
  { status: ["compliant"], site: ["Paris"], os: ["macOS"] },
  { tag: ["privileged"], rule: ["firewall-enabled"] },
  { search: "anna" },
  { search: "chloé paris" },
  { search: "sn31" },
  { group: ["privileged"], status: ["unknown", "non-compliant"] },
];
const NOBODY_ONLINE = { isOnline: () => false, count: () => 0 };

const part = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;

export async function benchDashboard(): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), "muster-bench-"));
  await writeFleet(folder, FLEET, Date.now());
  const { reader, close } = await openStore({
    kind: "sqlite",
    file: join(folder, "server", "muster.db"),
    binding: "auto",
  });
  try {
    const roster = createRoster(reader, (error) => {
      throw error;
    });
    const timed = async <T>(took: number[], act: () => Promise<T>): Promise<T> => {
      const started = performance.now();
      const answer = await act();
      took.push(performance.now() - started);
      return answer;
    };
    const rowsOf = async (ids: readonly string[]) => {
      const rows = inTheOrderOf(ids, await findMachines(reader, ids));
      return describeMachines(reader, rows, NOBODY_ONLINE);
    };
    const [loading, floor, lists, counts]: [number[], number[], number[], number[]] = [[], [], [], []];
    await timed(loading, () => roster.count({}));
    const list = (filter: MachineFilter, sort?: MachineSort, after: Place | null = null) =>
      timed(lists, async () => {
        const page = await roster.page(filter, { sort, after, limit: 100 });
        if ((await rowsOf(page.ids)).length === 0) throw new Error(`Nothing is listed for ${JSON.stringify(filter)}.`);
        return page;
      });
    for (let round = 0; round < ROUNDS; round++) {
      for (const column of SORT_COLUMNS) {
        const { ids, next } = await list({}, column);
        await list({}, `-${column}`);
        await list({}, column, next);
        await timed(floor, () => rowsOf(ids));
      }
      for (const filter of ASKED) {
        await list(filter);
        await timed(counts, () => roster.count(filter));
      }
    }
    for (const took of [floor, lists, counts]) took.sort((a, b) => a - b);
    return {
      machines: FLEET,
      "reading the fleet at the start, ms": loading[0] ?? 0,
      "the rows alone, p95, ms": part(floor, 0.95),
      "a list, median, ms": part(lists, 0.5),
      "a list, p95, ms": part(lists, 0.95),
      "counts of every facet, median, ms": part(counts, 0.5),
      "counts of every facet, p95, ms": part(counts, 0.95),
      "a list's p95 to the rows' alone": part(lists, 0.95) / part(floor, 0.95),
    };
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}
