import { countingIn } from "../../words/count.ts";
import { wordsOf } from "../../words/spoken.ts";

const { number } = countingIn("en");

export const ENGLISH = {
  title: "Flags",
  lead: "Rules that machines fail, from opened to resolved.",
  leadCounted: (open: number, opened: number, resolved: number) =>
    `${number(open)} open. ${number(opened)} opened and ${number(resolved)} resolved since yesterday.`,
  noOpen: "No open flag",
  noOpenWhy:
    "A flag opens when a machine fails a rule of the policy, or cannot be judged for too long. It resolves by itself once the machine passes again.",
  noMatch: "No flag matches",
  noMatchWhy: "Choose another state or another rule.",
  work: { new: "New", acknowledged: "Acknowledged", assigned: "Assigned", snoozed: "Put aside" },
  states: { open: "Open", mine: "Mine", resolved: "Resolved", all: "All" },
  stateWith: (word: string, many: number) => `${word} ${number(many)}`,
  state: "State",
  rule: "Rule",
  anyRule: "Any rule",
  openUnread: "Open, unread",
  actions: "What to do about the selected flags",
  acknowledge: "Acknowledge",
  take: "I take it",
  aside: "Put aside…",
  asideFor: { hours: "for 4 hours", day: "for a day", days: "for 3 days", week: "for a week" },
  renew: "Back to new",
  note: "Note",
  noteHint: "note, then Enter",
  noteSaid: (note: string) => `Note: ${note}`,
  changed: (many: number) => `${number(many)} changed`,
  changedSome: (many: number, resolved: number) => `${number(many)} changed, ${number(resolved)} resolved already`,
  selectAll: "Select every open flag shown",
  select: (machine: string, rule: string) => `Select ${machine}, ${rule}`,
  machine: "Machine",
  found: "What was found",
  severity: "Severity",
  opened: "Opened",
  to: (whom: string) => `to ${whom}`,
  by: (whom: string) => `by ${whom}`,
  back: "back",
};
export type Words = typeof ENGLISH;

export const say = wordsOf("flags", ENGLISH);
