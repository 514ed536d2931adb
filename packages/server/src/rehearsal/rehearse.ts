import type { WhatIfDay, WhatIfToday } from "@muster/shared/what-if.ts";
import type { Db } from "../store/open-store.ts";
import { countFleet } from "../store/weighed.ts";
import type { Known } from "./read-fleet.ts";
import { rehearseDays } from "./rehearse-days.ts";
import { type Comparison, rehearseToday } from "./rehearse-today.ts";

/** The present day is a small part of the work, the past days the rest. */
const SHARE_OF_TODAY = 0.1;

/**
 * Rehearses a policy on the present day and then on the past ones, telling of each step.
 * @throws what `pause` throws to end it early.
 */
export async function rehearse(
  db: Db,
  policies: Comparison,
  options: {
    now: number;
    days: number;
    /** Kept from one rehearsal to the next, it saves most of the reading. */
    known: Known;
    pause: () => Promise<void>;
    onToday: (today: Omit<WhatIfToday, "digestTo">) => void;
    onProgress: (share: number) => void;
  },
): Promise<WhatIfDay[]> {
  const { now, days, known, pause, onToday, onProgress } = options;
  const machines = await countFleet(db);
  const step = (from: number, size: number) => async (share: number) => {
    onProgress(Math.min(1, from + share * size));
    await pause();
  };
  onToday(await rehearseToday(db, policies, { now, machines, known, pause: step(0, SHARE_OF_TODAY) }));
  return rehearseDays(db, policies, { now, days, machines, known, pause: step(SHARE_OF_TODAY, 1 - SHARE_OF_TODAY) });
}
