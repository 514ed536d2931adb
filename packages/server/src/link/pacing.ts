import { MAX_RETURN_WINDOW_MS } from "@muster/shared/limits.ts";

/** Agents let in per second of work, until it has been measured: what one core of an ordinary machine does over TLS. */
const FIRST_RATE = 300;

/** A second is measured only if so many came and so much of it (ms) was worked: else the rate would be that of the arrivals. */
const MIN_ACCEPTED = 20;
const MIN_ACTIVE_MS = 500;

/** Weight of the latest such second. */
const WEIGHT = 0.3;

/** The window is longer than letting all in takes, so that the last are not late when chance has made a crowd. */
const SLACK = 1.25;

const SHORTEST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

export type Pacing = {
  /** One agent has proved who it is. */
  accepted(): void;
  /** A second has passed, of which the program worked so many ms. */
  secondPassed(activeMs: number): void;
  /** Over how long (ms) the fleet is to spread when it comes back. */
  returnWithinMs(): number;
  /** When (ms from now) one of many senders may try again while what waits clears in so many ms: each is told another time. */
  retryInMs(clearsInMs: number): number;
};

/** Tells those who come too many at once when to come again, by what letting them in has cost so far. */
export function createPacing(options: { machines: () => number; random: () => number }): Pacing {
  const { machines, random } = options;
  let rate = FIRST_RATE;
  let count = 0;
  const returnWithinMs = (): number => Math.min(MAX_RETURN_WINDOW_MS, Math.round((SLACK * machines() * 1_000) / rate));
  return {
    accepted: () => {
      count++;
    },
    secondPassed: (activeMs) => {
      if (count >= MIN_ACCEPTED && activeMs >= MIN_ACTIVE_MS) rate += WEIGHT * ((count * 1_000) / activeMs - rate);
      count = 0;
    },
    returnWithinMs,
    retryInMs: (clearsInMs) =>
      Math.round(Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, clearsInMs)) * (1 + random())),
  };
}
