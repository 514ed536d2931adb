import type { z } from "zod";
import { AntivirusFacts } from "./antivirus.ts";
import { EncryptionFacts } from "./encryption.ts";
import { FirewallFacts } from "./firewall.ts";
import { MachineFacts } from "./machine.ts";
import { PasswordFacts } from "./passwords.ts";
import { ScreenLockFacts } from "./screen-lock.ts";
import { StorageFacts } from "./storage.ts";
import { UpdateFacts } from "./updates.ts";

/** The catalogue of probes: a probe's id, what it can learn, and what people call it. */
export const PROBES = {
  machine: { facts: MachineFacts, title: "Machine" },
  antivirus: { facts: AntivirusFacts, title: "Antivirus" },
  firewall: { facts: FirewallFacts, title: "Firewall" },
  passwords: { facts: PasswordFacts, title: "Passwords" },
  encryption: { facts: EncryptionFacts, title: "Disk encryption" },
  "screen-lock": { facts: ScreenLockFacts, title: "Screen lock" },
  updates: { facts: UpdateFacts, title: "Updates" },
  storage: { facts: StorageFacts, title: "Storage" },
} as const;

export type ProbeId = keyof typeof PROBES;
export type FactsOf<P extends ProbeId> = z.infer<(typeof PROBES)[P]["facts"]>;

export const PROBE_IDS = Object.keys(PROBES) as ProbeId[];
