import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DigestListDraft } from "@muster/shared/digest.ts";
import { DAY_MS } from "@muster/shared/duration.ts";
import { makeDigest } from "../../packages/server/src/digest/make-digest.ts";
import { DEFAULT_POLICY } from "../../packages/server/src/policy/test-situations.ts";
import { saveFlags } from "../../packages/server/src/store/flags.ts";
import { saveMachines } from "../../packages/server/src/store/machines.ts";
import { openStore, type Store } from "../../packages/server/src/store/open-store.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";

/*
 * What the digest of a whole fleet costs: time, memory, and what a report's acknowledgement waits meanwhile. A report stands
 * here for what its acknowledgement waits for: a turn of the event loop and a durable commit on the writer's connection.
 */

const FLEET = 100_000;
const NOW = Date.UTC(2026, 10, 24, 5);

async function fill({ writer }: Store): Promise<void> {
  for (let from = 0; from < FLEET; from += 5_000) {
    const ids = Array.from({ length: 5_000 }, (_, index) => from + index);
    const fails = (index: number): boolean => index % 4 === 0;
    await saveMachines(
      writer,
      ids.map((index) =>
        machineRow(`m${index}`, {
          status: fails(index) ? "non-compliant" : "compliant",
          sentence: "The firewall is off for the profile Public.",
          tags: index % 10 === 0 ? '["team-a"]' : "[]",
          site: index % 2 === 0 ? "Berlin" : "Paris",
          last_seen_at: NOW,
          enrolled_at: NOW - 90 * DAY_MS,
          reachability: index % 50 === 0 ? "overdue" : "online",
        }),
      ),
    );
    await saveFlags(
      writer,
      ids.filter(fails).map((index) => ({
        id: `flag of m${index}`,
        machine_id: `m${index}`,
        rule: index % 8 === 0 ? "firewall-enabled" : "antivirus-definitions",
        severity: "high",
        cause: "fail",
        sentence: "The firewall is off for the profile Public.",
        policy_version: 1,
        opened_at: NOW - (index % 20) * DAY_MS,
        updated_at: NOW,
        resolved_at: index % 40 === 0 ? NOW - 1 : null,
        recent_failures: 1,
        resolved_because: index % 40 === 0 ? "mended" : null,
      })),
    );
  }
}

/** Commits one small change after the other until told to stop; how long each took in ms, the slowest last. */
function commitMeanwhile({ writer }: Store): () => Promise<number[]> {
  let isOver = false;
  const waits: number[] = [];
  const work = (async () => {
    for (let turn = 0; !isOver; turn++) {
      const started = performance.now();
      await writer
        .updateTable("machine")
        .set({ last_seen_at: NOW + turn })
        .where("id", "=", `m${turn % 100}`)
        .execute();
      waits.push(performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  return async () => {
    isOver = true;
    await work;
    return waits.toSorted((a, b) => a - b);
  };
}

const share = (sorted: number[], part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? 0;

export async function benchDigest(): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), "muster-bench-"));
  const store = await openStore({ kind: "sqlite", file: join(folder, "muster.db"), binding: "auto" });
  try {
    await fill(store);
    const sources = {
      reader: store.reader,
      policy: () => DEFAULT_POLICY,
      online: () => FLEET,
      certificates: () => [],
      dashboardUrl: "https://muster.example.com",
    };
    const list = (more: object) => ({
      id: "bench",
      draft: DigestListDraft.parse({ name: "bench", recipients: [], timeZone: "UTC", attachesCsv: true, ...more }),
    });
    const when = { now: NOW, since: NOW - DAY_MS };
    const quiet = commitMeanwhile(store);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const alone = await quiet();
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 20);
    const stop = commitMeanwhile(store);
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      const started = performance.now();
      await makeDigest(sources, list({}), when, "preview");
      times.push(performance.now() - started);
    }
    const started = performance.now();
    const narrow = await makeDigest(sources, list({ scope: { tags: ["team-a"], sites: ["Berlin"] } }), when, "preview");
    const narrowMs = performance.now() - started;
    const meanwhile = await stop();
    clearInterval(watch);
    return {
      machines: FLEET,
      "digest of all, ms (best of 3)": Math.min(...times),
      "digest of all, ms (worst of 3)": Math.max(...times),
      "digest of one team, ms": narrowMs,
      "machines in the team": narrow.totals.total,
      "commit alone, ms, median": share(alone, 0.5),
      "commit alone, ms, slowest": share(alone, 1),
      "commit meanwhile, ms, median": share(meanwhile, 0.5),
      "commit meanwhile, ms, 99 of 100": share(meanwhile, 0.99),
      "commit meanwhile, ms, slowest": share(meanwhile, 1),
      "memory more than before, MB": (peak - before) / 1e6,
      "memory of the whole process, MB": peak / 1e6,
    };
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}
