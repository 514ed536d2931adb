import type { Report, UnchangedReport } from "@muster/shared/report.ts";

/** A report that is authenticated and has the right form. Instants in epoch ms. */
export type Arrival = { machineId: string; receivedAt: number; sentAt: number } & (
  | { kind: "whole"; report: Report }
  | { kind: "unchanged"; report: UnchangedReport }
);
