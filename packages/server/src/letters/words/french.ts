import type { LetterWords } from "./words.ts";

const inDays = (days: number) => (days === 1 ? "demain" : `dans ${days} jours`);

export const french: LetterWords = {
  locale: "fr-FR",
  greeting: "Bonjour,",
  passwordSubject: (days) => (days <= 0 ? "Votre mot de passe a expiré" : `Votre mot de passe expire ${inDays(days)}`),
  definitionsSubject: (days) => `Vos définitions de virus ont ${days} jours`,
  password: ({ account, machine, day, days }) =>
    days <= 0
      ? `Le mot de passe de ${account} sur ${machine} aurait dû être changé avant le ${day}. Merci de le changer aujourd’hui\u00a0:`
      : `Le mot de passe de ${account} sur ${machine} expire ${inDays(days)}, le ${day}. Merci de le changer avant\u00a0:`,
  definitions: ({ machine, day, days }) =>
    `Les définitions de virus de ${machine} datent du ${day}, soit ${days} jours. Voici comment les mettre à jour\u00a0:`,
  passwordSteps: {
    win32: [
      "Appuyez en même temps sur Ctrl, Alt et Suppr.",
      "Choisissez Modifier un mot de passe.",
      "Tapez une fois votre mot de passe actuel et deux fois le nouveau.",
    ],
    darwin: [
      "Ouvrez Réglages Système, puis Utilisateurs et groupes.",
      "Choisissez le bouton d’information à côté de votre nom, puis Modifier le mot de passe.",
      "Tapez une fois votre mot de passe actuel et deux fois le nouveau.",
    ],
    linux: [
      "Ouvrez un terminal, tapez passwd et appuyez sur Entrée.",
      "Tapez votre mot de passe actuel, puis deux fois le nouveau.",
    ],
  },
  definitionsSteps: {
    win32: [
      "Ouvrez Sécurité Windows, puis Protection contre les virus et menaces.",
      "Sous Mises à jour de la protection, choisissez de rechercher des mises à jour.",
    ],
    darwin: [
      "Ouvrez Réglages Système, puis Général, puis Mise à jour de logiciels.",
      "Laissez installer ce qui est proposé, puis redémarrez le Mac.",
    ],
    linux: [
      "Laissez le poste allumé et connecté pendant une heure.",
      "Si cela ne suffit pas, dites-le à votre service informatique, qui peut lancer la mise à jour.",
    ],
  },
  thanks: "Rien d’autre n’est nécessaire\u00a0: dès que c’est fait, ce poste l’annonce de lui-même.",
  why: "Votre service informatique envoie ce message parce que votre poste rend compte à Muster. Vous en recevez un par jour au plus, et plus aucun dès que tout va bien.",
};
