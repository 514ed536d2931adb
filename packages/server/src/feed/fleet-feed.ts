import type { FleetChange } from "@muster/shared/api.ts";
import { MAX_PAGE_ITEMS } from "@muster/shared/limits.ts";
import { toInstant } from "@muster/shared/text.ts";
import { findMachines } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import { createChangeLog } from "./change-log.ts";
import { describeFleet, describeMachines, type Presence } from "./describe-fleet.ts";

/** Changes within this many ms go out as one message: four a second is as live as an eye can follow. */
const WINDOW_MS = 250;

/** Machines whose last change is remembered for viewers who come back. More than one message names are told as "much". */
const REMEMBERED = 2_000;

export type FleetFeed = {
  /** Tells that these machines differ from what viewers were shown last. */
  changed(machineIds: Iterable<string>): void;
  /** Tells that something differs which no single machine has. */
  summaryChanged(): void;
  /** Tells one viewer what they have missed since a position, and what comes after it to them as to all. */
  catchUp(since: string | undefined, tell: (change: FleetChange) => void): Promise<void>;
  stop(): void;
};

/** Joins what changed in a short window and hands it to whoever watches; with nobody watching it only remembers. */
export function createFleetFeed(options: {
  /** Tells positions of this run from those of others. */
  run: string;
  reader: Db;
  presence: Presence;
  now: () => number;
  hasViewers: () => boolean;
  publish: (change: FleetChange) => void;
  onError: (error: unknown) => void;
}): FleetFeed {
  const { run, reader, presence, now, hasViewers, publish, onError } = options;
  const log = createChangeLog({ run, capacity: REMEMBERED });
  const dirty = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const describe = async (ids: readonly string[] | null, position: string): Promise<FleetChange> => {
    const isPartial = ids === null || ids.length > MAX_PAGE_ITEMS;
    const rows = isPartial ? [] : await findMachines(reader, ids);
    return {
      at: toInstant(now()),
      position,
      summary: await describeFleet(reader, presence, now()),
      machines: await describeMachines(reader, rows, presence),
      isPartial,
    };
  };

  // One message after the other: one that was read earlier must not arrive later.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = (act: () => Promise<void>): Promise<void> => {
    const done = turn.then(act);
    turn = done.catch(() => {});
    return done;
  };

  const flush = async (): Promise<void> => {
    const ids = [...dirty];
    dirty.clear();
    log.note(ids);
    if (hasViewers()) publish(await describe(ids, log.position()));
  };

  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      inTurn(flush).catch(onError);
    }, WINDOW_MS);
  };

  return {
    changed: (machineIds) => {
      for (const id of machineIds) dirty.add(id);
      if (dirty.size > 0) soon();
    },
    summaryChanged: soon,
    catchUp: (since, tell) =>
      inTurn(async () => {
        const position = log.position();
        tell(await describe(since === undefined ? null : log.since(since), position));
      }),
    stop: () => clearTimeout(timer),
  };
}
