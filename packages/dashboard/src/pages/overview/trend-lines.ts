import type { MachineStatus } from "@muster/shared/verdict.ts";

/** What the trend shows of the fleet: everything that is not well. */
export const TREND_LINES = ["non-compliant", "in-grace", "unknown"] as const satisfies readonly MachineStatus[];
