import type { Platform } from "@muster/shared/facts/machine.ts";

/** Everything that a letter says, in one language. Dates come written. */
export type LetterWords = {
  locale: string;
  greeting: string;
  passwordSubject: (days: number) => string;
  definitionsSubject: (days: number) => string;
  password: (told: { account: string; machine: string; day: string; days: number }) => string;
  definitions: (told: { machine: string; day: string; days: number }) => string;
  passwordSteps: Record<Platform, readonly string[]>;
  definitionsSteps: Record<Platform, readonly string[]>;
  thanks: string;
  why: string;
};
