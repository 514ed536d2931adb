import { parentPort, workerData } from "node:worker_threads";
import { openReader } from "../store/open-store.ts";
import type { StorePlace } from "../store/store-place.ts";
import { type Known, readFleet } from "./read-fleet.ts";
import { rehearse } from "./rehearse.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

/*
 * Judges whole fleets beside the server's thread, on a connection of its own that only reads: no report waits for it.
 */

const port = parentPort;
if (port === null) throw new Error("This runs as a worker of the server.");
const reader = await openReader(workerData as StorePlace);

class Cancelled extends Error {}

const known: Known = new Map();
let wanted: string | null = null;
let last: Promise<void> = Promise.resolve();

port.on("message", (message: ToWorker) => {
  switch (message.kind) {
    case "cancel":
      if (wanted === message.id) wanted = null;
      return;
    case "prepare":
      last = last.then(() => prepare(message.now));
      return;
    case "start":
      // The newer rehearsal takes the older one's place.
      wanted = message.id;
      last = last.then(() => run(message));
  }
});

/** Reads the fleet ahead of the first question about it; a question that comes meanwhile goes first. */
async function prepare(now: number): Promise<void> {
  for await (const _page of readFleet(reader, now, known)) {
    await new Promise((resolve) => setImmediate(resolve));
    if (wanted !== null) return;
  }
}

async function run(job: Extract<ToWorker, { kind: "start" }>): Promise<void> {
  const { id, policies, now, days } = job;
  const tell = (message: FromWorker) => port?.postMessage(message);
  const pause = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    if (wanted !== id) throw new Cancelled();
  };
  try {
    await pause();
    const onToday = (today: Extract<FromWorker, { kind: "today" }>["today"]) => tell({ kind: "today", id, today });
    const onProgress = (progress: number) => tell({ kind: "progress", id, progress });
    tell({
      kind: "done",
      id,
      days: await rehearse(reader, policies, { now, days, known, pause, onToday, onProgress }),
    });
  } catch (error) {
    if (error instanceof Cancelled) return;
    tell({ kind: "failed", id, message: error instanceof Error ? error.message : String(error) });
  } finally {
    if (wanted === id) wanted = null;
  }
}
