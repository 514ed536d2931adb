import { countingIn } from "../../words/count.ts";
import type { Words } from "./words.ts";

const { number, count } = countingIn("fr");

export const FRENCH: Words = {
  title: "Constats",
  lead: "Les règles que des postes ne respectent pas, de l’ouverture à la résolution.",
  leadCounted: (open, opened, resolved) =>
    `${count(open, "ouvert", "ouverts")}. Depuis hier, ${count(opened, "ouvert", "ouverts")} et ${count(resolved, "résolu", "résolus")}.`,
  noOpen: "Aucun constat ouvert",
  noOpenWhy:
    "Un constat s’ouvre quand un poste ne respecte pas une règle de la politique, ou reste trop longtemps impossible à juger. Il se résout de lui-même dès que le poste la respecte de nouveau.",
  noMatch: "Aucun constat ne correspond",
  noMatchWhy: "Choisissez un autre état ou une autre règle.",
  work: { new: "Nouveau", acknowledged: "Pris en compte", assigned: "Attribué", snoozed: "Reporté" },
  states: { open: "Ouverts", mine: "Les miens", resolved: "Résolu", all: "Tous" },
  stateWith: (word, many) => `${word} ${number(many)}`,
  state: "État",
  rule: "Règle",
  anyRule: "Toutes les règles",
  openUnread: "Ouvert, illisible",
  actions: "Que faire des constats sélectionnés",
  acknowledge: "Prendre en compte",
  take: "Je m’en charge",
  aside: "Reporter…",
  asideFor: { hours: "de 4 heures", day: "d’un jour", days: "de 3 jours", week: "d’une semaine" },
  renew: "Remettre à nouveau",
  note: "Note",
  noteHint: "note, puis Entrée",
  noteSaid: (note) => `Note : ${note}`,
  changed: (many) => count(many, "modifié", "modifiés"),
  changedSome: (many, resolved) =>
    `${count(many, "modifié", "modifiés")}, ${count(resolved, "déjà résolu", "déjà résolus")}`,
  selectAll: "Sélectionner tous les constats ouverts affichés",
  select: (machine, rule) => `Sélectionner ${machine}, ${rule}`,
  machine: "Poste",
  found: "Ce qui a été trouvé",
  severity: "Gravité",
  opened: "Ouvert",
  to: (whom) => `à ${whom}`,
  by: (whom) => `par ${whom}`,
  back: "de retour",
};
