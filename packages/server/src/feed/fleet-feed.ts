import type { FleetChange } from "@muster/shared/api.ts";
import { MAX_PAGE_ITEMS } from "@muster/shared/limits.ts";
import { toInstant } from "@muster/shared/text.ts";
import { findMachines } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import { describeFleet, describeMachines, type Presence } from "./describe-fleet.ts";

/** Changes within this many ms go out as one message: four a second is as live as an eye can follow. */
const WINDOW_MS = 250;

export type FleetFeed = {
  /** Tells that these machines differ from what viewers were shown last. */
  changed(machineIds: Iterable<string>): void;
  stop(): void;
};

/** Joins what changed in a short window and hands it to whoever watches; with nobody watching it does nothing. */
export function createFleetFeed(options: {
  reader: Db;
  presence: Presence;
  now: () => number;
  hasViewers: () => boolean;
  publish: (change: FleetChange) => void;
  onError: (error: unknown) => void;
}): FleetFeed {
  const { reader, presence, now, hasViewers, publish, onError } = options;
  const dirty = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const flush = async (): Promise<void> => {
    const ids = [...dirty];
    dirty.clear();
    if (!hasViewers()) return;
    const isPartial = ids.length > MAX_PAGE_ITEMS;
    const rows = isPartial ? [] : await findMachines(reader, ids);
    publish({
      at: toInstant(now()),
      summary: await describeFleet(reader, presence, now()),
      machines: await describeMachines(reader, rows, presence),
      isPartial,
    });
  };

  return {
    changed: (machineIds) => {
      for (const id of machineIds) dirty.add(id);
      if (dirty.size === 0) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        flush().catch(onError);
      }, WINDOW_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
