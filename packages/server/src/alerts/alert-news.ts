import { describeDuration } from "@muster/shared/duration.ts";
import { RULE_TITLES, RuleId, Severity } from "@muster/shared/rules.ts";
import { clip } from "@muster/shared/text.ts";
import { z } from "zod";
import { plain } from "../mail/plain.ts";
import type { AlertRow } from "../store/alert-tables.ts";
import type { AlertKind } from "./next-step.ts";

/** What a message tells, whichever way it goes. */
export const AlertNews = z.object({
  /** `digest-failed` stands in messages that an earlier version has made. */
  kind: z.enum(["opened", "grew", "reminder", "escalated", "healed", "test", "incident", "digest-failed"]),
  alertId: z.string().nullable(),
  rule: RuleId.nullable(),
  severity: Severity,
  title: z.string(),
  text: z.string(),
  machines: z.number(),
  /** Names of the first few. */
  names: z.array(z.string()),
  at: z.number(),
  link: z.string(),
});
export type AlertNews = z.infer<typeof AlertNews>;

/** Machines named in one message. */
export const NAMED = 10;

type Machines = { ever: number; present: number; sites: { site: string | null; count: number }[]; names: string[] };

/** Puts an alert into words: one message for one cause, however many machines it is on. Pure. */
export function alertNews(
  alert: AlertRow,
  machines: Machines,
  kind: AlertKind,
  context: { now: number; dashboardUrl: string },
): AlertNews {
  const rule = RuleId.safeParse(alert.rule);
  const ruleTitle = rule.success ? RULE_TITLES[rule.data] : alert.rule;
  const { present, ever } = machines;
  const place = placeOf(machines);
  const since = `${new Date(alert.opened_at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const lasted = describeDuration(context.now - alert.opened_at);
  const titles: Record<AlertKind, string> = {
    opened: `${counted(present)}${place} failing: ${ruleTitle}`,
    grew: `Now ${counted(present)}${place} failing: ${ruleTitle}`,
    reminder: `Still ${counted(present)}${place} failing, not acknowledged: ${ruleTitle}`,
    escalated: `Nobody has acknowledged: ${counted(present)}${place} failing: ${ruleTitle}`,
    healed: `Recovered: ${ruleTitle} on ${counted(ever)}`,
  };
  const names = machines.names.map((name) => clip(plain(name), 80));
  const more = present - names.length;
  const list = names.length === 0 ? "" : `\n${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`;
  return {
    kind,
    alertId: alert.id,
    rule: rule.success ? rule.data : null,
    severity: Severity.parse(alert.severity),
    title: titles[kind],
    text: kind === "healed" ? `Since ${since}, for ${lasted}.` : `Since ${since}.${list}`,
    machines: kind === "healed" ? ever : present,
    names,
    at: context.now,
    link: rule.success ? `${context.dashboardUrl}/flags?rule=${rule.data}` : context.dashboardUrl,
  };
}

export function testNews(channel: string, context: { now: number; dashboardUrl: string }): AlertNews {
  return {
    kind: "test",
    alertId: null,
    rule: null,
    severity: "low",
    title: `Test of the channel ${channel}`,
    text: "If you can read this, alerts reach you here.",
    machines: 0,
    names: [],
    at: context.now,
    link: context.dashboardUrl,
  };
}

function counted(machines: number): string {
  return machines === 1 ? "1 machine" : `${machines} machines`;
}

/** One site is named; several are counted, so that a title stays short. */
function placeOf({ sites, present }: Machines): string {
  const [first] = sites;
  if (first?.site == null) return "";
  if (first.count === present) return ` in ${clip(plain(first.site), 40)}`;
  const named = sites.flatMap(({ site, count }) => (site === null ? [] : [`${count} in ${clip(plain(site), 40)}`]));
  return ` (${named.slice(0, 3).join(", ")}${sites.length > 3 ? " and elsewhere" : ""})`;
}
