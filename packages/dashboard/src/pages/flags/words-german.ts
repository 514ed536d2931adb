import { countingIn } from "../../words/count.ts";
import type { Words } from "./words.ts";

const { number } = countingIn("de");

export const GERMAN: Words = {
  title: "Befunde",
  lead: "Regeln, die Rechner nicht erfüllen, vom Entstehen bis zum Beheben.",
  leadCounted: (open, opened, resolved) =>
    `${number(open)} offen. Seit gestern ${number(opened)} neu und ${number(resolved)} behoben.`,
  noOpen: "Kein offener Befund",
  noOpenWhy:
    "Ein Befund entsteht, wenn ein Rechner eine Regel der Richtlinie nicht erfüllt oder zu lange nicht zu beurteilen ist. Er erledigt sich von selbst, sobald der Rechner sie wieder erfüllt.",
  noMatch: "Kein Befund passt",
  noMatchWhy: "Wählen Sie einen anderen Stand oder eine andere Regel.",
  work: { new: "Neu", acknowledged: "Gesehen", assigned: "Zugewiesen", snoozed: "Zurückgestellt" },
  states: { open: "Offen", mine: "Meine", resolved: "Behoben", all: "Alle" },
  stateWith: (word, many) => `${word} ${number(many)}`,
  state: "Stand",
  rule: "Regel",
  anyRule: "Jede Regel",
  openUnread: "Offen, nicht lesbar",
  actions: "Was mit den ausgewählten Befunden geschehen soll",
  acknowledge: "Gesehen",
  take: "Ich übernehme",
  aside: "Zurückstellen…",
  asideFor: { hours: "für 4 Stunden", day: "für einen Tag", days: "für 3 Tage", week: "für eine Woche" },
  renew: "Wieder neu",
  note: "Notiz",
  noteHint: "Notiz, dann Enter",
  noteSaid: (note) => `Notiz: ${note}`,
  changed: (many) => `${number(many)} geändert`,
  changedSome: (many, resolved) => `${number(many)} geändert, ${number(resolved)} schon behoben`,
  selectAll: "Alle angezeigten offenen Befunde auswählen",
  select: (machine, rule) => `${machine}, ${rule} auswählen`,
  machine: "Rechner",
  found: "Was gefunden wurde",
  severity: "Schwere",
  opened: "Entstanden",
  to: (whom) => `an ${whom}`,
  by: (whom) => `von ${whom}`,
  back: "zurück",
};
