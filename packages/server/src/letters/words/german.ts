import type { LetterWords } from "./words.ts";

const inDays = (days: number) => (days === 1 ? "morgen" : `in ${days} Tagen`);

export const german: LetterWords = {
  locale: "de-DE",
  greeting: "Guten Tag!",
  passwordSubject: (days) => (days <= 0 ? "Ihr Kennwort ist abgelaufen" : `Ihr Kennwort läuft ${inDays(days)} ab`),
  definitionsSubject: (days) => `Ihre Virendefinitionen sind ${days} Tage alt`,
  password: ({ account, machine, day, days }) =>
    days <= 0
      ? `Das Kennwort von ${account} auf ${machine} hätte bis zum ${day} geändert werden sollen. Bitte ändern Sie es heute:`
      : `Das Kennwort von ${account} auf ${machine} läuft ${inDays(days)} ab, am ${day}. Bitte ändern Sie es vorher:`,
  definitions: ({ machine, day, days }) =>
    `Die Virendefinitionen auf ${machine} sind vom ${day} und damit ${days} Tage alt. So bringen Sie sie auf den neuesten Stand:`,
  passwordSteps: {
    win32: [
      "Drücken Sie Strg, Alt und Entf gleichzeitig.",
      "Wählen Sie Kennwort ändern.",
      "Geben Sie Ihr jetziges Kennwort einmal und ein neues zweimal ein.",
    ],
    darwin: [
      "Öffnen Sie Systemeinstellungen, dann Benutzer:innen & Gruppen.",
      "Wählen Sie die Infotaste neben Ihrem Namen, dann Passwort ändern.",
      "Geben Sie Ihr jetziges Passwort einmal und ein neues zweimal ein.",
    ],
    linux: [
      "Öffnen Sie ein Terminal, tippen Sie passwd und drücken Sie die Eingabetaste.",
      "Geben Sie Ihr jetziges Kennwort ein, dann zweimal ein neues.",
    ],
  },
  definitionsSteps: {
    win32: [
      "Öffnen Sie Windows-Sicherheit, dann Viren- & Bedrohungsschutz.",
      "Wählen Sie unter Updates für Viren- & Bedrohungsschutz die Suche nach Updates.",
    ],
    darwin: [
      "Öffnen Sie Systemeinstellungen, dann Allgemein, dann Softwareupdate.",
      "Lassen Sie installieren, was angeboten wird, und starten Sie den Mac neu.",
    ],
    linux: [
      "Lassen Sie den Rechner eine Stunde eingeschaltet und verbunden.",
      "Hilft das nicht, sagen Sie es Ihrer IT: Sie kann das Update anstoßen.",
    ],
  },
  thanks: "Mehr ist nicht nötig: Sobald es erledigt ist, meldet es dieser Rechner von selbst.",
  why: "Ihre IT sendet dies, weil Ihr Rechner an Muster meldet. Sie erhalten höchstens einen solchen Brief am Tag, und keinen mehr, sobald alles gut ist.",
};
