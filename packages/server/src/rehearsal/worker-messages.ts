import type { WhatIfDay, WhatIfToday } from "@muster/shared/what-if.ts";
import type { Comparison } from "./rehearse-today.ts";

/** What the worker that rehearses is told, and what it tells; one rehearsal at a time. */
export type ToWorker =
  | { kind: "start"; id: string; policies: Comparison; now: number; days: number }
  | { kind: "cancel"; id: string }
  | { kind: "prepare"; now: number };

export type FromWorker = { id: string } & (
  | { kind: "today"; today: Omit<WhatIfToday, "digestTo"> }
  | { kind: "progress"; progress: number }
  | { kind: "done"; days: WhatIfDay[] }
  | { kind: "failed"; message: string }
);
