import type { Confidence } from "@muster/shared/facts/antivirus.ts";

/** How far a measured value can be trusted, in words. */
export const CONFIDENCE_WORDS: Record<Confidence, string> = {
  date: "read as a date",
  flag: "the vendor's yes or no only",
  version: "a version number only",
  none: "nothing on the machine tells",
};
