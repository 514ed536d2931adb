import type { FirewallFacts } from "@muster/shared/facts/firewall.ts";
import type {
  FirewallChange,
  FirewallChangeKind,
  FirewallConfiguration,
  FirewallLook,
} from "@muster/shared/firewall-review.ts";
import { MAX_REVIEW_CHANGES } from "@muster/shared/limits.ts";
import { ProbeOutcomes } from "@muster/shared/report.ts";
import { toInstant } from "@muster/shared/text.ts";
import { type FirewallRow, firewallHistory, firewallPage } from "../store/firewall-reviews.ts";
import type { Db } from "../store/open-store.ts";
import { configurationOf, KINDS_BY_WEIGHT, keyOf, kindOfChange } from "./firewall-compare.ts";

/** Machines read at once. */
const AT_ONCE = 500;

/** Machines named per configuration. */
const EXAMPLES = 5;

type Group = { configuration: FirewallConfiguration; machines: number; examples: { id: string; name: string }[] };
export type FirewallTotals = Pick<FirewallLook, "machines" | "unread" | "configurations" | "changes" | "changesByKind">;

/** Goes through the fleet's firewalls as they were at one instant, beside how they were at an earlier one (epoch ms). */
export async function lookAtFirewalls(
  db: Db,
  { since, asOf }: { since: number; asOf: number },
): Promise<FirewallTotals> {
  const groups = new Map<string, Group>();
  const known = new Set<string>();
  const changes: (FirewallChange & { at: number })[] = [];
  let machines = 0;
  let unread = 0;
  for (let after = ""; ; ) {
    const page = await firewallPage(db, { after, limit: AT_ONCE });
    const moved = page.filter(({ changed_at }) => changed_at !== null && changed_at > since).map(({ id }) => id);
    const history = Map.groupBy(await firewallHistory(db, moved), (row) => row.machine_id);
    for (const row of page) {
      if (row.enrolled_at > asOf) continue;
      machines++;
      const past = history.get(row.id);
      const is = past ? lastBy(past, asOf) : factsIn(row.outcome);
      const was = past ? lastBy(past, since) : is;
      if (was !== null) known.add(keyOf(configurationOf(was)));
      if (is === null) unread++;
      else count(groups, configurationOf(is), row);
      const kind = past ? kindOfChange(was, is) : null;
      if (kind !== null)
        changes.push(
          changeOf(row, kind, was, is, past?.findLast(({ changed_at }) => changed_at <= asOf)?.changed_at ?? asOf),
        );
    }
    const last = page.at(-1);
    if (last === undefined || page.length < AT_ONCE) break;
    after = last.id;
    // A report or a dashboard that waits comes first.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return {
    machines,
    unread,
    configurations: [...groups]
      .map(([key, group]) => ({ ...group, isNew: since > 0 && !known.has(key) }))
      .sort((a, b) => b.machines - a.machines || (keyOf(a.configuration) < keyOf(b.configuration) ? -1 : 1)),
    changes: changes
      .sort(byWeight)
      .slice(0, MAX_REVIEW_CHANGES)
      .map(({ at: _, ...change }) => change),
    changesByKind: tallied(changes),
  };
}

function changeOf(
  { id, name, site }: FirewallRow,
  kind: FirewallChangeKind,
  was: FirewallFacts | null,
  is: FirewallFacts | null,
  at: number,
): FirewallChange & { at: number } {
  return {
    machine: { id, name, site },
    changedAt: toInstant(at),
    kind,
    before: was && configurationOf(was),
    after: is && configurationOf(is),
    at,
  };
}

function byWeight(a: { kind: FirewallChangeKind; at: number }, b: { kind: FirewallChangeKind; at: number }): number {
  return KINDS_BY_WEIGHT.indexOf(a.kind) - KINDS_BY_WEIGHT.indexOf(b.kind) || b.at - a.at;
}

function tallied(changes: readonly { kind: FirewallChangeKind }[]): FirewallLook["changesByKind"] {
  const counts: FirewallLook["changesByKind"] = {};
  for (const { kind } of changes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function count(groups: Map<string, Group>, configuration: FirewallConfiguration, { id, name }: FirewallRow): void {
  const key = keyOf(configuration);
  const group = groups.get(key) ?? { configuration, machines: 0, examples: [] };
  groups.set(key, group);
  group.machines++;
  if (group.examples.length < EXAMPLES) group.examples.push({ id, name });
}

/** What was known at an instant; null where nothing was, or could be read. */
function lastBy(past: readonly { changed_at: number; outcome: string }[], at: number): FirewallFacts | null {
  return factsIn(past.findLast(({ changed_at }) => changed_at <= at)?.outcome ?? null);
}

function factsIn(outcome: string | null): FirewallFacts | null {
  if (outcome === null) return null;
  const parsed = ProbeOutcomes.firewall.safeParse(JSON.parse(outcome));
  return parsed.success && parsed.data.kind === "read" ? parsed.data.facts : null;
}
