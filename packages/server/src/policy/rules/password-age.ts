import { DAY_MS, describeDuration } from "@muster/shared/duration.ts";
import type { AccountPassword } from "@muster/shared/facts/passwords.ts";
import { MAX_FUTURE_MS } from "@muster/shared/limits.ts";
import type { SettingsOf } from "@muster/shared/policy.ts";
import { toEpochMs } from "@muster/shared/text.ts";
import type { Verdict } from "@muster/shared/verdict.ts";
import { defineRule, type Judgement, plainly } from "../rule.ts";
import { dayText, listText } from "../wording.ts";

type Settings = SettingsOf<"password-age">;

const WORST_FIRST: Verdict["status"][] = ["fail", "unknown", "warn", "pass", "not-applicable"];

export const passwordAge = defineRule({
  id: "password-age",
  probe: "passwords",
  judge({ accounts }, settings, now) {
    const judged = accounts.map((account) => judgeAccount(account, settings, now));
    const worst = WORST_FIRST.flatMap((status) => judged.filter((each) => each.status === status))
      // Among equals the one that has waited longest speaks for all.
      .toSorted(
        (a, b) =>
          WORST_FIRST.indexOf(a.status) - WORST_FIRST.indexOf(b.status) || (a.countedFrom ?? 0) - (b.countedFrom ?? 0),
      )[0];
    if (!worst || worst.status === "not-applicable") {
      return plainly("not-applicable", "No account here signs in with a password that it keeps itself.");
    }
    const changes = judged.flatMap((each) => (each.changesAt === null ? [] : [each.changesAt]));
    return {
      ...worst,
      sentence: worst.status === "pass" ? "Every password was changed in time." : allLike(worst, accounts, judged),
      changesAt: changes.length > 0 ? Math.min(...changes) : null,
    };
  },
  remedies: {
    linux: ["Open a terminal, type passwd and press Enter.", "Type your present password, then a new one twice."],
    darwin: [
      "Open System Settings, then Users & Groups.",
      "Choose the information button beside your name, then Change Password.",
    ],
    win32: ["Press Ctrl+Alt+Del and choose Change a password.", "Type your present password, then a new one twice."],
  },
});

function allLike(worst: Judgement, accounts: AccountPassword[], judged: Judgement[]): string {
  const alike = accounts.filter((_, index) => judged[index]?.status === worst.status);
  if (alike.length < 2) return worst.sentence;
  const others = alike.slice(0, 5).map((account) => account.name);
  const more = alike.length > 5 ? ` and ${alike.length - 5} more` : "";
  return `${worst.sentence} ${alike.length} accounts are like this: ${more ? others.join(", ") + more : listText(others)}.`;
}

function judgeAccount(account: AccountPassword, settings: Settings, now: number): Judgement {
  const { name, source } = account;
  const limit = `at most ${describeDuration(settings.maxAge)} old`;
  switch (account.state) {
    case "locked":
      return plainly("not-applicable", `${name} cannot sign in with a password.`, { source });
    case "managed":
      return plainly("not-applicable", `The password of ${name} is changed by another system.`, { source });
    case "none":
      return plainly("fail", `${name} has no password.`, { measured: "no password", limit, source });
    case "must-change":
      return plainly("pass", `${name} must choose a new password at the next sign-in.`, { limit, source });
    case "unknown":
      return plainly("unknown", `The state of ${name}'s password could not be read.`, { limit, source });
    case "set":
      return account.lastSetAt === null
        ? plainly("unknown", `It is not recorded when ${name}'s password was last changed.`, { limit, source })
        : judgeAge(account, toEpochMs(account.lastSetAt), settings, now);
  }
}

function judgeAge(account: AccountPassword, lastSetAt: number, settings: Settings, now: number): Judgement {
  const { name, source } = account;
  // A source that counts whole days means any time on that day, so the password is good until the last of its days is over
  // (shadow(5): it expires when today is later than last change + maximum age).
  const endsAt = lastSetAt + settings.maxAge + (account.lastSetPrecision === "day" ? DAY_MS : 1);
  const warnsAt = endsAt - settings.warnBefore;
  const set = dayText(lastSetAt);
  const facts = {
    measured: `${name}, set ${set}`,
    limit: `at most ${describeDuration(settings.maxAge)} old`,
    countedFrom: lastSetAt,
    source,
    confidence: "date",
  } as const;
  if (lastSetAt > now + MAX_FUTURE_MS) {
    return plainly("unknown", `The password of ${name} is dated ${set}, which is yet to come: a clock is wrong.`, {
      ...facts,
      changesAt: lastSetAt - MAX_FUTURE_MS,
    });
  }
  const ends = dayText(endsAt - 1);
  if (now >= endsAt) {
    return plainly("fail", `The password of ${name} was set on ${set} and had to be changed by ${ends}.`, facts);
  }
  if (now >= warnsAt) {
    return plainly("warn", `The password of ${name} must be changed by ${ends}.`, { ...facts, changesAt: endsAt });
  }
  return plainly("pass", `The password of ${name} was set on ${set}.`, { ...facts, changesAt: warnsAt });
}
