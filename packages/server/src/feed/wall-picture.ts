import { DAY_MS } from "@muster/shared/duration.ts";
import { NO_SITE } from "@muster/shared/machine-list.ts";
import { RuleId, Severity } from "@muster/shared/rules.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { WallPicture } from "@muster/shared/wall.ts";
import type { Roster } from "../roster/roster.ts";
import { latestFlagChanges } from "../store/flags.ts";
import { listFleetDays } from "../store/fleet-days.ts";
import type { Db } from "../store/open-store.ts";
import { describeFleet, type Presence } from "./describe-fleet.ts";

/** However many screens ask, the fleet is counted for them at most this often, in ms. */
const COUNTED_EVERY_MS = 1_000;

const SITES = 5;
const CHANGES = 5;
const DAYS = 30;

type Figures = Omit<WallPicture, "wall">;

/** Counts what screens on a wall show. */
export function createWallPicture(options: {
  reader: Db;
  roster: Pick<Roster, "count">;
  presence: Presence;
  now: () => number;
}): () => Promise<Figures> {
  const { reader, roster, presence, now } = options;
  let latest: { at: number; figures: Promise<Figures> } | undefined;

  async function count(at: number): Promise<Figures> {
    const [summary, failing, all, changes, days] = await Promise.all([
      describeFleet(reader, presence, at),
      roster.count({ status: ["non-compliant"] }),
      roster.count({}),
      latestFlagChanges(reader, CHANGES),
      listFleetDays(reader, at - (DAYS - 1) * DAY_MS),
    ]);
    const totals = new Map(all.facets.site.map(({ value, count }) => [value, count]));
    return {
      at: toInstant(at),
      summary,
      sites: failing.facets.site
        .filter(({ value }) => value !== NO_SITE)
        .sort((a, b) => b.count - a.count)
        .slice(0, SITES)
        .map(({ value, count }) => ({ site: value, nonCompliant: count, total: totals.get(value) ?? count })),
      latest: changes.map(({ kind, rule, severity, site, at }) => ({
        kind,
        rule: RuleId.parse(rule),
        severity: Severity.parse(severity),
        site,
        at: toInstant(at),
      })),
      days,
    };
  }

  return () => {
    const at = now();
    if (latest !== undefined && at - latest.at < COUNTED_EVERY_MS && at >= latest.at) return latest.figures;
    const figures = count(at);
    latest = { at, figures };
    // Whoever asks next counts anew instead of being told of this failure again.
    figures.catch(() => {
      latest = undefined;
    });
    return figures;
  };
}
