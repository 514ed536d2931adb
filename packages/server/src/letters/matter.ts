import type { Platform } from "@muster/shared/facts/machine.ts";

/** Something that a member of staff should do on a PC. */
export type Matter = {
  /** Names it and how urgent it is: told once. */
  key: string;
  machine: string;
  platform: Platform;
} & (
  | { kind: "password"; account: string; endsAt: number; daysLeft: number }
  | { kind: "definitions"; from: number; daysOld: number }
);
