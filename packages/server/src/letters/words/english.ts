import type { LetterWords } from "./words.ts";

const inDays = (days: number) => (days === 1 ? "tomorrow" : `in ${days} days`);

export const english: LetterWords = {
  locale: "en-GB",
  greeting: "Hello,",
  passwordSubject: (days) => (days <= 0 ? "Your password has ended" : `Your password ends ${inDays(days)}`),
  definitionsSubject: (days) => `Your virus definitions are ${days} days old`,
  password: ({ account, machine, day, days }) =>
    days <= 0
      ? `The password of ${account} on ${machine} should have been changed by ${day}. Please change it today:`
      : `The password of ${account} on ${machine} ends ${inDays(days)}, on ${day}. Please change it before:`,
  definitions: ({ machine, day, days }) =>
    `The virus definitions on ${machine} are from ${day}, ${days} days old. This is how they are brought up to date:`,
  passwordSteps: {
    win32: [
      "Press Ctrl, Alt and Del together.",
      "Choose Change a password.",
      "Type your present password once and a new one twice.",
    ],
    darwin: [
      "Open System Settings, then Users & Groups.",
      "Choose the information button beside your name, then Change Password.",
      "Type your present password once and a new one twice.",
    ],
    linux: ["Open a terminal, type passwd and press Enter.", "Type your present password, then a new one twice."],
  },
  definitionsSteps: {
    win32: [
      "Open Windows Security, then Virus & threat protection.",
      "Under Virus & threat protection updates choose Check for updates.",
    ],
    darwin: [
      "Open System Settings, then General, then Software Update.",
      "Let it install what it offers, then restart the Mac.",
    ],
    linux: [
      "Leave the PC on and connected for an hour.",
      "If that does not help, tell your IT: they can start the update.",
    ],
  },
  thanks: "Nothing else is needed: as soon as it is done, this PC reports it by itself.",
  why: "Your company's IT sends this because your PC reports to Muster. You get one such letter a day at most, and none once all is well.",
};
