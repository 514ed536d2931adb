import { countingIn } from "../../words/count.ts";
import type { Words } from "./words.ts";

const { count, pick } = countingIn("de");

export const GERMAN: Words = {
  title: "Unklare Rechner",
  lead: "Zwei Einträge, die ein PC sein können, oder ein Schlüssel, den zwei PCs nutzen. Bis Sie entscheiden, werden beide beurteilt und gezählt.",
  allMachines: "Alle Rechner",
  none: "Bei keinem Rechner besteht ein Zweifel",
  noneWhy: "Ein neu aufgesetzter PC, ein geklonter Datenträger und ein zurückgespieltes Backup erscheinen hier.",
  kinds: {
    "same-hardware": "Derselbe PC unter zwei Namen",
    "two-alive": "Zwei PCs unter einem Schlüssel",
    "sequence-back": "Meldungen beginnen von vorn",
  },
  decisions: { merge: "Es ist ein PC", split: "Es sind zwei PCs", dismiss: "Alles in Ordnung" },
  question: (decision) => `${decision}?`,
  merge: (machine) => `Der ältere Eintrag wird ausgemustert, und seine Geschichte erscheint bei ${machine}.`,
  mergeOther: (machine, other) =>
    `Der ältere Eintrag, ${other}, wird ausgemustert, und seine Geschichte erscheint bei ${machine}.`,
  split: (machine) =>
    `${machine} wird ausgemustert und sein Schlüssel abgewiesen: Jeder der PCs dahinter muss neu angemeldet werden.`,
  dismiss: "Beide bleiben, wie sie sind, und der Zweifel wird nicht wieder gemeldet.",
  firstSeen: "Zuerst gesehen",
  last: "zuletzt",
  times: (times) => `, ${times}-mal`,
  whoDecides: "Das entscheidet ein Bearbeiter, ein Administrator oder ein Inhaber.",
  leaveIt: "So lassen",
  inDoubt: (many) => `${count(many, "Rechner", "Rechner")} ${pick(many, "ist", "sind")} unklar`,
  orMoreInDoubt: (many) => `${many} oder mehr Rechner sind unklar`,
  countedTwice: ": Derselbe PC kann doppelt gezählt sein.",
  system: "System",
  enrolled: "Angemeldet",
  lastReport: "Letzte Meldung",
  never: "nie",
  model: "Modell",
  serial: "Seriennummer",
  hardware: "Hardware",
  notRead: "nicht gelesen",
  onlineNow: "Jetzt online",
};
