import type { RuleId } from "@muster/shared/rules.ts";
import type { MachineStatus, Reachability } from "@muster/shared/verdict.ts";
import type { Listed } from "./top.ts";

/** A failing rule on a machine, as a digest tells of it. Instants in epoch ms. */
export type FlagLine = {
  machineId: string;
  machine: string;
  rule: RuleId;
  sentence: string;
  openedAt: number;
};
export type RecoveredLine = FlagLine & { resolvedAt: number; because: "mended" | "waived" | "policy" };
export type SilentLine = { machineId: string; machine: string; reachability: Reachability; lastSeenAt: number | null };
export type PasswordLine = { machineId: string; machine: string; account: string; endsAt: number };
export type WaiverLine = { about: string; reason: string; endsAt: number };
export type CertificateLine = { name: string; endsAt: number };
export type IncidentLine = { id: string; number: number; title: string; openedAt: number; assignedTo: string | null };
export type UncheckedLine = { machineId: string; machine: string; sentence: string };

/** A row of the attached spreadsheet. */
export type SheetRow = FlagLine & { status: MachineStatus; site: string | null };

/** All that a digest is made of. */
export type DigestMaterial = {
  now: number;
  /** The digest before, or a day ago: what happened from here on is new. */
  since: number;
  total: number;
  byStatus: Record<MachineStatus, number>;
  /** Machines that somebody must look after: non-compliant or not to be judged. */
  attention: number;
  /** Machines among them with a flag that opened since. */
  fresh: number;
  joined: number;
  online: number | null;
  /** Doubts about which machine is which, open now. */
  conflicts: number;
  /** Incidents that are open, the worst first. */
  incidents: Listed<IncidentLine>;
  opened: Listed<FlagLine>;
  recovered: Listed<RecoveredLine>;
  failing: Listed<FlagLine>;
  silent: Listed<SilentLine>;
  passwords: Listed<PasswordLine>;
  waivers: Listed<WaiverLine>;
  certificates: CertificateLine[];
  unchecked: Listed<UncheckedLine>;
  notCovered: number;
  neverReported: number;
  /** Percent compliant per day, the oldest first; the last is now. */
  trend: { day: string; percent: number }[];
  sheet: SheetRow[];
};
