import type { CheckAnswer, CheckProgress } from "@muster/shared/api.ts";
import { COLLECT_BEGINS_MS, COLLECT_ENDS_MS } from "@muster/shared/limits.ts";
import { toInstant } from "@muster/shared/text.ts";

/** Steps within this many ms go to viewers in one message. */
const WINDOW_MS = 100;

type Timer = { cancel(): void };

export type ChecksOptions = {
  /** Asks the machine's agent over its connection; false when it has none. `begun` is told the last number used so far. */
  send: (machineId: string, begun: (afterSequence: number) => void) => boolean;
  publish: (progress: CheckProgress[]) => void;
  now: () => number;
  after: (ms: number, act: () => void) => Timer;
};

type Running = { state: "asked" } | { state: "collecting"; afterSequence: number };
type Held = Running & { timer: Timer };

/** Machines that were asked to collect at once, followed until the report that answers has been judged. */
export class Checks {
  readonly #options: ChecksOptions;
  readonly #running = new Map<string, Held>();
  #untold: CheckProgress[] = [];
  #telling: Timer | null = null;

  constructor(options: ChecksOptions) {
    this.#options = options;
  }

  /** A machine that was asked already and has not begun is not asked again. */
  ask(machineIds: Iterable<string>): CheckAnswer {
    const wanted = new Set(machineIds);
    const offline = [...wanted].filter((id) => !this.#ask(id));
    return { asked: wanted.size - offline.length, offline };
  }

  #ask(machineId: string): boolean {
    if (this.#running.get(machineId)?.state === "asked") return true;
    const begun = (afterSequence: number): void => {
      if (this.#running.get(machineId)?.state !== "asked") return;
      this.#enter(machineId, { state: "collecting", afterSequence }, COLLECT_ENDS_MS);
    };
    if (!this.#options.send(machineId, begun)) return false;
    this.#enter(machineId, { state: "asked" }, COLLECT_BEGINS_MS);
    return true;
  }

  /** Tells that a report is durable and judged. */
  judged(machineId: string, sequence: number): void {
    const held = this.#running.get(machineId);
    if (held?.state === "collecting" && sequence > held.afterSequence) this.#finish(machineId, "judged");
  }

  /** Tells that the machine's connection has ended: whoever waits need not wait for the time limit. */
  left(machineId: string): void {
    if (this.#running.has(machineId)) this.#finish(machineId, "unanswered");
  }

  stop(): void {
    for (const { timer } of this.#running.values()) timer.cancel();
    this.#running.clear();
    this.#telling?.cancel();
  }

  #enter(machineId: string, state: Running, limitMs: number): void {
    this.#running.get(machineId)?.timer.cancel();
    const timer = this.#options.after(limitMs, () => this.#finish(machineId, "unanswered"));
    this.#running.set(machineId, { ...state, timer });
    this.#tell(machineId, state.state);
  }

  #finish(machineId: string, state: "judged" | "unanswered"): void {
    this.#running.get(machineId)?.timer.cancel();
    this.#running.delete(machineId);
    this.#tell(machineId, state);
  }

  #tell(machineId: string, state: CheckProgress["state"]): void {
    const { now, after, publish } = this.#options;
    this.#untold.push({ machineId, state, at: toInstant(now()) });
    this.#telling ??= after(WINDOW_MS, () => {
      this.#telling = null;
      publish(this.#untold.splice(0));
    });
  }
}
