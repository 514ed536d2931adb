import { countingIn } from "../../words/count.ts";
import { wordsOf } from "../../words/spoken.ts";

const { number, count, pick } = countingIn("en");

export const ENGLISH = {
  title: "Overview",
  titleFailing: (failing: number) => `(${failing}) Overview`,
  counting: "Counting the machines",
  firstPc: "Enrol the first PC",
  enrol: "Enrol a PC",
  firstPcHow: "You get one line to paste on the PC. It appears here by itself, judged, a few seconds later.",
  /** Sentences in which the words in braces are figures that lead to a list. */
  noMachine: "No machine reports yet.",
  compliant: (total: number) => pick(total, "{good} of {all} is compliant. ", "{good} of {all} are compliant. "),
  all: (total: number) => count(total, "machine", "machines"),
  quiet: "No flag opened or resolved since yesterday.",
  noneOpened: "No flag opened since yesterday",
  opened: (_many: number) => "{opened} opened since yesterday",
  flags: (many: number) => count(many, "flag", "flags"),
  resolved: (_many: number) => ", {resolved} resolved",
  byStatus: "Machines by status",
  whatChanged: "What changed",
  nothingYet: "Nothing yet",
  nothingYetWhy: "Each flag that opens or is resolved appears here by itself.",
  resolvedRule: (rule: string) => `Resolved: ${rule.toLowerCase()}`,
  trend: "Trend",
  days: "Days",
  ofDays: (many: number) => count(many, "day", "days"),
  dashed: "dashed: the policy changed",
  noTrend: "A trend appears after a second day.",
  stayed: (at: number, since: string) => `Non-compliant machines stayed at ${number(at)} since ${since}.`,
  went: (from: number, to: number, since: string) =>
    `Non-compliant machines went from ${number(from)} to ${number(to)} since ${since}.`,
  policyChanged: (times: number, versions: string) =>
    ` The policy changed ${times === 1 ? "once" : `${times} times`}, to version ${versions}.`,
  openByRule: "Open flags by rule",
  open: (many: number) => `${number(many)} open`,
  noOpenFlag: "No open flag",
  flagsOpenWhen: "A flag opens when a machine fails a rule of the policy, or cannot be judged for too long.",
  where: "Where",
  failingBySite: "Non-compliant by site",
  failingByGroup: "Non-compliant by group",
  reachability: "Reachability",
  share: (part: number, whole: number) => `${number(part)} of ${number(whole)}`,
  definitionsAge: "Definitions' age",
  oldestFirst: "oldest first",
  byDefinitionsAge: "Machines by the age of their virus definitions",
  noDate: (many: number) => ` Of ${number(many)} no date is known.`,
  daysOrOlder: (days: number) => `${days} days or older`,
  ageNotAsked: "The policy does not ask for their age.",
  ageLimits: (warn: number, fail: number) => `Warned of after ${warn} days, failing after ${fail}; groups may differ.`,
  passwordsEnding: "Passwords ending",
  soonestFirst: "soonest first",
  byPasswordEnd: "Machines by the day on which a password must be changed",
  byDay: (day: string) => `by ${day}`,
  noneEnds: "None ends in the next 14 days.",
  ends: (machines: number) => `${count(machines, "machine", "machines")} in the next 14 days.`,
  ended: (machines: number) => ` On ${number(machines)} one has ended already.`,
};
export type Words = typeof ENGLISH;

export const say = wordsOf("overview", ENGLISH);
