import { RULE_TITLES } from "@muster/shared/rules.ts";
import type { Words } from "./words.ts";

export const english: Words = {
  locale: "en-GB",
  rules: RULE_TITLES,
  noMachines: "No machine is enrolled yet",
  allCompliant: (count, isOne) => (isOne ? "The one machine is compliant" : `All ${count} machines compliant`),
  noneNeedsAttention: (total) => `None of ${total} machines needs attention`,
  attention: (count, counted, total) =>
    `${counted} of ${total} ${total === "1" ? "machine" : "machines"} ${count === 1 ? "needs" : "need"} attention`,
  fresh: (count) => `${count} new`,
  compliant: (count, counted, total) =>
    `${counted} of ${total} ${total === "1" ? "machine" : "machines"} ${count === 1 ? "is" : "are"} compliant`,
  status: {
    "non-compliant": (count) => `${count} not compliant`,
    unknown: (count) => `${count} could not be judged`,
    "in-grace": (count) => `${count} in grace`,
    "accepted-risk": (count) => `${count} with accepted risk`,
    "not-covered": (count) => `${count} covered by no rule`,
  },
  stateOf: (at, zone) => `State of ${at} (${zone}).`,
  number: (number) => `Digest no. ${number}.`,
  before: (number, day) => `The one before is no. ${number} of ${day}.`,
  first: "It is the first of this list.",
  late: (due) => `It was due at ${due} and is late: the server was not running then.`,
  missed: (nights) => `Missing before it, because the server was not running: ${nights}.`,
  notDelivered: (numbers) => `Not delivered before it: no. ${numbers}.`,
  onlyRules: (rules) => `About these rules only: ${rules}.`,
  joined: (count) => `${count} enrolled since the last digest.`,
  conflicts: (count) => `${count} to clear up: which machine is which.`,
  sections: {
    opened: "New since the last digest",
    recovered: "Recovered since the last digest",
    failing: "Still failing, the longest first",
    silent: "Silent",
    passwords: "Passwords that end within 14 days",
    ending: "Waivers and certificates that end within 14 days",
    unchecked: "Not checked, and why",
    trend: "Trend",
  },
  nothingChanged: "Nothing changed since the last digest.",
  since: (day, age) => `since ${day} (${age})`,
  days: (count) => (count === 1 ? "1 day" : `${count} days`),
  because: { mended: "mended", waived: "risk accepted by a waiver", policy: "the policy changed" },
  personal: "an account on it does not fulfil this rule",
  silent: (state, day) =>
    `${state === "missing" ? "missing" : "overdue"}, ${day === null ? "never heard of" : `last heard of on ${day}`}`,
  passwordEnds: (account, day) =>
    account === null ? `a password ends on ${day}` : `the password of ${account} ends on ${day}`,
  waiverEnds: (day, reason) => `waiver ends on ${day}: ${reason}`,
  certificateEnds: (day) => `certificate ends on ${day}`,
  notCovered: (count) => `${count}: covered by no rule of the policy`,
  neverReported: (count) => `${count}: enrolled, but never reported`,
  notJudged: "could not be judged",
  trend: (days, before, now) => `${before} compliant ${days === 1 ? "a day" : `${days} days`} ago, ${now} now.`,
  more: (count) => `and ${count} more`,
  online: (count, total) => `${count} of ${total} connected at this moment.`,
  open: "Open the dashboard",
  why: (list) =>
    `You get this because you are on the list “${list}”. To change it or to leave it, see Digests on the dashboard.`,
  preview: "Preview: nothing was sent or counted.",
  test: "Test: made as of now, not counted.",
};
