import { countingIn } from "../../words/count.ts";
import { wordsOf } from "../../words/spoken.ts";

const { count, pick } = countingIn("en");

export const ENGLISH = {
  title: "Doubtful machines",
  lead: "Two entries that may be one PC, or one key that two PCs use. Until you decide, both are judged and counted.",
  allMachines: "All machines",
  none: "No doubt about any machine",
  noneWhy: "A PC that was set up anew, a cloned disk and a restored backup show up here.",
  kinds: {
    "same-hardware": "The same PC under two names",
    "two-alive": "Two PCs under one key",
    "sequence-back": "Reports begin anew",
  },
  decisions: { merge: "They are one PC", split: "They are two PCs", dismiss: "Nothing is wrong" },
  question: (decision: string) => `${decision}?`,
  merge: (machine: string) => `The older entry is retired, and its history is shown with ${machine}.`,
  mergeOther: (machine: string, other: string) =>
    `The older entry, ${other}, is retired, and its history is shown with ${machine}.`,
  split: (machine: string) =>
    `${machine} is retired and its key is refused: each of the PCs behind it must be enrolled anew.`,
  dismiss: "Both stay as they are, and the doubt is not raised again.",
  firstSeen: "First seen",
  last: "last",
  times: (times: number) => `, ${times} times`,
  whoDecides: "A responder, an admin or an owner decides this.",
  leaveIt: "Leave it",
  inDoubt: (many: number) => `${count(many, "machine", "machines")} ${pick(many, "is", "are")} in doubt`,
  orMoreInDoubt: (many: number) => `${many} or more machines are in doubt`,
  countedTwice: ": the same PC may be counted twice.",
  system: "System",
  enrolled: "Enrolled",
  lastReport: "Last report",
  never: "never",
  model: "Model",
  serial: "Serial number",
  hardware: "Hardware",
  notRead: "not read",
  onlineNow: "Online now",
};
export type Words = typeof ENGLISH;

export const say = wordsOf("conflicts", ENGLISH);
