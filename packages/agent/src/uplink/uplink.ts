import { setTimeout as sleep } from "node:timers/promises";
import type { Refusal } from "@muster/shared/errors.ts";
import { MAX_DROPS_PER_MESSAGE } from "@muster/shared/limits.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { Receipt, Welcome } from "@muster/shared/wire.ts";
import type { Logger } from "pino";
import type { Outbox, OutboxEntry } from "../outbox/outbox.ts";
import { returnMs } from "./backoff.ts";
import { type Connection, LinkError } from "./connection.ts";

/** Wait in ms after `busy` where the server names none. */
const BUSY_WAIT_MS = 2_000;

/** A change of network is followed within this many ms. */
const RETRY_SPREAD_MS = 3_000;

/** How long in ms the agent waits for its goodbye to be heard. */
const GOODBYE_MS = 2_000;

export type UplinkState =
  | { kind: "connecting" }
  | { kind: "online" }
  /** Waiting before the next try. */
  | { kind: "offline"; why: Refusal };

export type Uplink = {
  /** Tells that the outbox holds something new. */
  wake(): void;
  /** Tries again within moments instead of at the end of the wait: the network may be back. */
  retry(): void;
  /** Runs until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
};

/**
 * Keeps a connection to the server and empties the outbox over it, oldest first and one at a time: the server takes numbers
 * in rising order, so a report must be durable there before the next one leaves.
 */
export function createUplink(options: {
  outbox: Outbox;
  connect: (signal: AbortSignal) => Promise<Connection>;
  now: () => number;
  random: () => number;
  onState: (state: UplinkState) => void;
  onWelcome: (welcome: Welcome) => void;
  onReceipt: (receipt: Receipt) => void;
  /** The server lacks the facts that a report calls unchanged: a whole one is needed now. */
  onFactsUnknown: () => void;
  log: Logger;
}): Uplink {
  const { outbox, connect, now, random, onState, onWelcome, onReceipt, onFactsUnknown, log } = options;
  let wake = (): void => {};
  let failures = 0;
  let returnWithinMs = 0;
  let retrying = new AbortController();

  async function serve(signal: AbortSignal): Promise<void> {
    onState({ kind: "connecting" });
    // The line outlives the wish to stop by as long as a goodbye takes.
    const leaving = new AbortController();
    let connection: Connection | null = null;
    const leave = (): void => {
      const goodbye = connection?.request("goodbye", { how: "stopped" }) ?? Promise.resolve();
      const patience = sleep(GOODBYE_MS, undefined, { ref: false });
      // A server that does not answer learns of it by the line's end.
      Promise.race([goodbye, patience]).then(
        () => leaving.abort(),
        () => leaving.abort(),
      );
    };
    signal.addEventListener("abort", leave, { once: true });
    try {
      connection = await connect(leaving.signal);
      await useConnection(connection);
    } finally {
      signal.removeEventListener("abort", leave);
    }
  }

  async function useConnection(connection: Connection): Promise<void> {
    try {
      await outbox.continueAbove(connection.welcome.lastSequence);
      onState({ kind: "online" });
      returnWithinMs = connection.welcome.returnWithinMs ?? 0;
      onWelcome(connection.welcome);
      await deliverAll(connection);
    } finally {
      connection.close();
    }
  }

  /** Delivers until the connection ends. */
  async function deliverAll(connection: Connection): Promise<void> {
    let isOpen = true;
    const ended = connection.ended.then(() => {
      isOpen = false;
    });
    while (isOpen) {
      const news = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await tellDropped(connection);
      const entry = await outbox.first();
      if (entry) await deliver(connection, entry);
      else await Promise.race([news, ended]);
    }
  }

  async function tellDropped(connection: Connection): Promise<void> {
    for (let dropped = lost(); dropped.length > 0; dropped = lost()) {
      try {
        await connection.request("dropped", { dropped });
      } catch (error) {
        // A server of an earlier version has no ear for it; it is told once it has been updated.
        if (error instanceof LinkError && error.code === "event_unknown") return;
        throw error;
      }
      await outbox.forgetDropped(dropped.length);
    }
  }
  const lost = () => outbox.dropped(MAX_DROPS_PER_MESSAGE);

  async function deliver(connection: Connection, entry: OutboxEntry): Promise<void> {
    const { sequence } = entry.report;
    try {
      const receipt = await send(connection, entry);
      failures = 0;
      returnWithinMs = receipt.returnWithinMs ?? returnWithinMs;
      await outbox.remove(sequence);
      onReceipt(receipt);
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      await onRefused(error, sequence);
    }
  }

  function send(connection: Connection, entry: OutboxEntry): Promise<Receipt> {
    const sentAt = toInstant(now());
    return entry.kind === "whole"
      ? connection.request("report", { sentAt, report: entry.report })
      : connection.request("unchanged", { sentAt, report: entry.report });
  }

  async function onRefused(error: LinkError, sequence: number): Promise<void> {
    switch (error.code) {
      case "facts_unknown":
        await outbox.remove(sequence);
        await outbox.forgetDigest();
        onFactsUnknown();
        return;
      case "payload_invalid":
      case "payload_too_large":
        // It would be refused for ever and hold up all that come after it.
        log.error({ code: error.code, sequence, details: error.refusal.details }, "report refused and dropped");
        await outbox.remove(sequence);
        await outbox.forgetDigest();
        return;
      case "busy":
        // The line is kept: coming back over a new one would only add to the load.
        await sleep(error.refusal.retryAfterMs ?? BUSY_WAIT_MS);
        return;
      default:
        throw error;
    }
  }

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const why = await serve(signal).then(() => null, asRefusal);
      if (signal.aborted) return;
      failures += 1;
      if (why) onState({ kind: "offline", why });
      const waitMs = why?.retryAfterMs ?? returnMs(failures, returnWithinMs, random());
      await pause(waitMs, AbortSignal.any([signal, retrying.signal]));
      if (retrying.signal.aborted) {
        retrying = new AbortController();
        // Not at once: an office whose network is back comes back as one.
        await pause(RETRY_SPREAD_MS * random(), signal);
      }
    }
  }

  return { wake: () => wake(), retry: () => retrying.abort(), run };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {
    // Aborted: the caller's condition says what follows.
  });
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof LinkError) return error.refusal;
  throw error;
}
