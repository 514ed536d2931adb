import { countingIn } from "../../words/count.ts";
import type { Words } from "./words.ts";

const { count } = countingIn("fr");

export const FRENCH: Words = {
  title: "Postes incertains",
  lead: "Deux entrées qui sont peut-être un seul PC, ou une clé que deux PC utilisent. Jusqu’à votre décision, les deux sont évalués et comptés.",
  allMachines: "Tous les postes",
  none: "Aucun doute sur aucun poste",
  noneWhy: "Un PC réinstallé, un disque cloné et une sauvegarde restaurée apparaissent ici.",
  kinds: {
    "same-hardware": "Le même PC sous deux noms",
    "two-alive": "Deux PC sous une seule clé",
    "sequence-back": "Les rapports recommencent",
  },
  decisions: { merge: "C’est un seul PC", split: "Ce sont deux PC", dismiss: "Tout est normal" },
  question: (decision) => `${decision} ?`,
  merge: (machine) => `L’entrée la plus ancienne est retirée, et son historique est affiché avec ${machine}.`,
  mergeOther: (machine, other) =>
    `L’entrée la plus ancienne, ${other}, est retirée, et son historique est affiché avec ${machine}.`,
  split: (machine) => `${machine} est retiré et sa clé refusée : chacun des PC concernés doit être inscrit de nouveau.`,
  dismiss: "Les deux restent tels quels, et le doute n’est plus soulevé.",
  firstSeen: "Vu d’abord",
  last: "en dernier",
  times: (times) => `, ${times} fois`,
  whoDecides: "Un intervenant, un administrateur ou un propriétaire en décide.",
  leaveIt: "Laisser ainsi",
  inDoubt: (many) => count(many, "poste incertain", "postes incertains"),
  orMoreInDoubt: (many) => `${many} postes incertains ou plus`,
  countedTwice: " : le même PC est peut-être compté deux fois.",
  system: "Système",
  enrolled: "Inscrit",
  lastReport: "Dernier rapport",
  never: "jamais",
  model: "Modèle",
  serial: "Numéro de série",
  hardware: "Matériel",
  notRead: "non lu",
  onlineNow: "En ligne maintenant",
};
