import { DAY_MS } from "@muster/shared/duration.ts";
import { Platform } from "@muster/shared/facts/machine.ts";
import type { Policy } from "@muster/shared/policy.ts";
import type { RuleId } from "@muster/shared/rules.ts";
import { outcomesOf } from "../flags/judge-machines.ts";
import { memberOf, verdictOf, waiversInForce } from "../flags/machine-columns.ts";
import { inForce } from "../policy/in-force.ts";
import { passwordEnds } from "../policy/rules/password-age.ts";
import type { WaiverInForce } from "../policy/situation.ts";
import { workingBetween } from "../policy/working-time.ts";
import { findFacts } from "../store/facts.ts";
import { machinesForLetters } from "../store/letters.ts";
import type { Db } from "../store/open-store.ts";
import type { FactRow, MachineRow, VerdictRow } from "../store/schema.ts";
import { findVerdicts } from "../store/verdicts.ts";
import { waiversSince } from "../store/waivers.ts";
import type { Matter } from "./matter.ts";

/** Days before a password ends on which its owner is told, and on the day itself. */
const TOLD_AT = [0, 1, 3, 7] as const;

/** Old definitions are told of again after so long. */
const AGAIN_MS = 3 * DAY_MS;

/** Machines looked at at once. */
const AT_ONCE = 200;

/** A PC that more people sign in to has no owner who could be asked to look after it. */
const MAX_OWNERS = 3;

/** The hours of the wall clock, at the machine's site, in which letters are written. */
const FROM_HOUR = 8;
const UNTIL_HOUR = 18;

/** Accounts that are nobody's own. */
const NOBODYS = /^(root|admin|administrator|guest|defaultaccount|wdagutilityaccount|nobody|ubuntu|debian)$/i;

export type ForPerson = { account: string; timeZone: string; matter: Matter };

/** Everything that anybody should be told now, where it is a working day and daytime. */
export async function* gatherMatters(
  db: Db,
  policy: Policy,
  { now, timeZone }: { now: number; timeZone: string },
): AsyncGenerator<ForPerson[]> {
  const base = policy.rules["antivirus-definitions"];
  const due = {
    passwordsBy: now + Math.max(...TOLD_AT) * DAY_MS,
    definitionsBefore: base === undefined ? 0 : now - smallestWarning(policy),
  };
  for (let after = ""; ; ) {
    const page = await machinesForLetters(db, due, { after, limit: AT_ONCE });
    const ids = page.map(({ id }) => id);
    const facts = Map.groupBy(await findFacts(db, ids), (row) => row.machine_id);
    const verdicts = Map.groupBy(await findVerdicts(db, ids), (row) => row.machine_id);
    const waivers = waiversInForce(await waiversSince(db, now)).filter(({ startsAt }) => startsAt <= now);
    yield page.flatMap((machine) => {
      const zone = zoneForNow(policy, machine, now, timeZone);
      if (zone === null) return [];
      return mattersOf(machine, facts.get(machine.id) ?? [], verdicts.get(machine.id) ?? [], waivers, policy, now).map(
        (each) => {
          return { ...each, timeZone: zone };
        },
      );
    });
    const last = page.at(-1);
    if (last === undefined || page.length < AT_ONCE) return;
    after = last.id;
  }
}

function smallestWarning(policy: Policy): number {
  const all = [policy.rules, ...policy.groups.map(({ rules }) => rules)];
  return Math.min(...all.map((rules) => rules["antivirus-definitions"]?.warnAfter ?? Number.POSITIVE_INFINITY));
}

/** The zone of a machine's site while people are at work there; null while they are not. */
function zoneForNow(policy: Policy, machine: MachineRow, now: number, serverZone: string): string | null {
  const { calendar } = inForce(policy, memberOf(machine)).frame;
  if (calendar !== null && workingBetween(calendar, now, now + 1) === 0) return null;
  const zone = calendar?.timeZone ?? serverZone;
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    hour: "2-digit",
    hourCycle: "h23",
    weekday: "short",
  }).formatToParts(now);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  const hour = Number(part("hour"));
  if (hour < FROM_HOUR || hour >= UNTIL_HOUR) return null;
  return calendar === null && /^(Sat|Sun)/.test(part("weekday")) ? null : zone;
}

function mattersOf(
  machine: MachineRow,
  facts: readonly FactRow[],
  verdicts: readonly VerdictRow[],
  waivers: readonly WaiverInForce[],
  policy: Policy,
  now: number,
): Omit<ForPerson, "timeZone">[] {
  const { passwords } = outcomesOf(facts);
  if (passwords?.kind !== "read") return [];
  const standing = new Map(verdicts.map((row) => [row.rule, verdictOf(row)]));
  const about = { machine: machine.name, platform: Platform.parse(machine.platform) };
  const { rules, groups } = inForce(policy, memberOf(machine));
  const settings = rules.find(({ rule }) => rule.id === "password-age")?.settings;
  // What somebody has accepted is left alone, also before it would fail.
  const isAccepted = (rule: RuleId, account: string): boolean =>
    waivers.some(
      (each) =>
        (each.machineId === null || each.machineId === machine.id) &&
        (each.group === null || groups.has(each.group)) &&
        (each.rule === null || each.rule === rule) &&
        (each.account === null || each.account === account),
    );
  const told: Omit<ForPerson, "timeZone">[] = [];
  if (settings) {
    for (const { account, endsAt } of passwordEnds(passwords.facts, settings as { maxAge: number })) {
      const daysLeft = Math.ceil((endsAt - now) / DAY_MS);
      const step = TOLD_AT.find((days) => daysLeft <= days);
      if (step === undefined || isAccepted("password-age", account)) continue;
      const key = `password ${machine.id} ${account} ${endsAt} ${step}`;
      told.push({ account, matter: { kind: "password", key, ...about, account, endsAt, daysLeft } });
    }
  }
  const definitions = standing.get("antivirus-definitions");
  const isOld = definitions?.status === "warn" || definitions?.status === "fail";
  if (definitions && isOld && definitions.countedFrom !== null) {
    const from = definitions.countedFrom;
    const times = Math.floor((now - definitions.since) / AGAIN_MS);
    const key = `definitions ${machine.id} ${definitions.since} ${times}`;
    const daysOld = Math.floor((now - from) / DAY_MS);
    for (const account of ownersOf(passwords.facts.accounts)) {
      if (isAccepted("antivirus-definitions", account)) continue;
      told.push({ account, matter: { kind: "definitions", key, ...about, from, daysOld } });
    }
  }
  return told.filter(({ account }) => !NOBODYS.test(account));
}

function ownersOf(accounts: readonly { name: string; state: string }[]): string[] {
  const people = accounts.filter(
    ({ name, state }) => ["set", "must-change", "managed"].includes(state) && !NOBODYS.test(name),
  );
  return people.length > MAX_OWNERS ? [] : people.map(({ name }) => name);
}
