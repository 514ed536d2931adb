import { DAY_MS, describeDuration } from "@muster/shared/duration.ts";
import type { FactsOf } from "@muster/shared/facts/index.ts";
import type { AccountPassword } from "@muster/shared/facts/passwords.ts";
import type { SettingsOf } from "@muster/shared/rules.ts";
import { toEpochMs } from "@muster/shared/text.ts";
import type { VerdictStatus } from "@muster/shared/verdict.ts";
import { judgeAgeing } from "../ageing.ts";
import { defineRule, type Explained, inWords, type Judged, judged } from "../rule.ts";
import { dayText, listText } from "../wording.ts";

type Settings = SettingsOf<"password-age">;

/** An account as the rule weighs it: by the date of its password, or by its state alone. */
type Weighed = { setAt: number; slackMs: number } | VerdictStatus;

const WORST_FIRST: VerdictStatus[] = ["fail", "unknown", "warn", "pass", "not-applicable"];

/** Accounts named in one sentence. */
const NAMED = 5;

export const passwordAge = defineRule({
  id: "password-age",
  reads: "passwords",
  controls: ["ISO 27001 A.5.17", "CIS 5.2", "SOC 2 CC6.1"],
  whenUnsupported: "unknown",
  gist: ({ accounts }) => accounts.map(weigh),
  judge(accounts, settings, now) {
    let worst: Judged | null = null;
    let rank = WORST_FIRST.length;
    let oldest = 0;
    let changesAt = Number.POSITIVE_INFINITY;
    for (let index = 0; index < accounts.length; index++) {
      const account = accounts[index];
      if (account === undefined) continue;
      const each = judgeAccount(account, settings, now, index);
      if (each.changesAt < changesAt) changesAt = each.changesAt;
      const ranked = WORST_FIRST.indexOf(each.status);
      const setAt = typeof account === "string" ? 0 : account.setAt;
      // Among equals the one that has waited longest speaks for all.
      if (ranked > rank || (ranked === rank && setAt >= oldest)) continue;
      worst = each;
      rank = ranked;
      oldest = setAt;
    }
    if (worst === null || worst.status === "not-applicable") return judged("not-applicable");
    return { status: worst.status, changesAt, decider: worst.decider };
  },
  explain({ accounts }, { status, decider }, settings, now) {
    const account = accounts[decider];
    if (!account) return inWords("No account here signs in with a password that it keeps itself.");
    const explained = explainAccount(account, status, settings);
    if (status === "pass") return { ...explained, sentence: "Every password was changed in time." };
    const alike = accounts.filter((each, index) => judgeAccount(weigh(each), settings, now, index).status === status);
    if (alike.length < 2) return explained;
    const named = alike.slice(0, NAMED).map((each) => each.name);
    const more = alike.length - named.length;
    const list = more > 0 ? `${named.join(", ")} and ${more} more` : listText(named);
    return { ...explained, sentence: `${explained.sentence} ${alike.length} accounts are like this: ${list}.` };
  },
  withoutAccounts: (facts, names) => ({
    ...facts,
    accounts: facts.accounts.filter((account) => !names.has(account.name)),
  }),
  remedies: {
    linux: ["Open a terminal, type passwd and press Enter.", "Type your present password, then a new one twice."],
    darwin: [
      "Open System Settings, then Users & Groups.",
      "Choose the information button beside your name, then Change Password.",
    ],
    win32: ["Press Ctrl+Alt+Del and choose Change a password.", "Type your present password, then a new one twice."],
  },
});

/** When each dated password ends (epoch ms): what a person is told of before it is judged. */
export function passwordEnds(
  { accounts }: FactsOf<"passwords">,
  { maxAge }: Pick<Settings, "maxAge">,
): { account: string; endsAt: number }[] {
  return accounts.flatMap((account) => {
    const weighed = weigh(account);
    if (typeof weighed === "string") return [];
    return [{ account: account.name, endsAt: weighed.setAt + maxAge + weighed.slackMs }];
  });
}

function weigh(account: AccountPassword): Weighed {
  switch (account.state) {
    case "locked":
    case "managed":
      return "not-applicable";
    case "none":
      return "fail";
    case "must-change":
      return "pass";
    case "unknown":
      return "unknown";
    case "set":
      if (account.lastSetAt === null) return "unknown";
      // A source that counts whole days means any time on that day, so the password is good until the last of its days is
      // over (shadow(5): it expires when today is later than last change + maximum age).
      return { setAt: toEpochMs(account.lastSetAt), slackMs: account.lastSetPrecision === "day" ? DAY_MS : 1 };
  }
}

function judgeAccount(account: Weighed, settings: Settings, now: number, index: number): Judged {
  if (typeof account === "string") return judged(account, index);
  const endsAt = account.setAt + settings.maxAge + account.slackMs;
  return judgeAgeing(account.setAt, endsAt - settings.warnBefore, endsAt, now, index);
}

function explainAccount(account: AccountPassword, status: VerdictStatus, settings: Settings): Explained {
  const { name, source } = account;
  const limit = `at most ${describeDuration(settings.maxAge)} old`;
  const weighed = weigh(account);
  if (typeof weighed !== "string") return explainAge(account, weighed, status, settings, limit);
  switch (account.state) {
    case "none":
      return inWords(`${name} has no password.`, { measured: "no password", limit, source });
    case "must-change":
      return inWords(`${name} must choose a new password at the next sign-in.`, { limit, source });
    case "set":
      return inWords(`It is not recorded when ${name}'s password was last changed.`, { limit, source });
    default:
      return inWords(`The state of ${name}'s password could not be read.`, { limit, source });
  }
}

function explainAge(
  { name, source }: AccountPassword,
  { setAt, slackMs }: { setAt: number; slackMs: number },
  status: VerdictStatus,
  settings: Settings,
  limit: string,
): Explained {
  const set = dayText(setAt);
  const ends = dayText(setAt + settings.maxAge + slackMs - 1);
  const told = { measured: `${name}, set ${set}`, limit, countedFrom: setAt, source, confidence: "date" } as const;
  switch (status) {
    case "unknown":
      return inWords(`The password of ${name} is dated ${set}, which is yet to come: a clock is wrong.`, told);
    case "fail":
      return inWords(`The password of ${name} was set on ${set} and had to be changed by ${ends}.`, told);
    case "warn":
      return inWords(`The password of ${name} must be changed by ${ends}.`, told);
    default:
      return inWords(`The password of ${name} was set on ${set}.`, told);
  }
}
