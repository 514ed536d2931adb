import { CollectBegun } from "@muster/shared/wire.ts";
import type { Socket } from "socket.io";
import type { Presence } from "../feed/describe-fleet.ts";

/** Agents' starts remembered per machine: enough to see one come back. */
const MAX_STARTS = 8;

type PresenceOptions = {
  onChange: (machineId: string) => void;
  onLeft: (machineId: string) => void;
  /** An agent that was thought to be over came back: two are alive under one key. */
  onTwoAlive: (machineId: string) => void;
};

type Held = { socket: Socket; instance: string };

/** Which machine speaks over which connection. A machine has one: the newest wins, since an older one may be half dead. */
export class AgentPresence implements Presence {
  readonly #held = new Map<string, Held>();
  /** Per machine the latest starts of its agent, the present one last. */
  readonly #starts = new Map<string, string[]>();
  readonly #options: PresenceOptions;

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  isOnline(machineId: string): boolean {
    return this.#held.has(machineId);
  }

  count(): number {
    return this.#held.size;
  }

  /** `instance` is made anew whenever an agent starts, so that a start that is over never comes back. */
  arrived(machineId: string, socket: Socket, instance: string): void {
    const before = this.#held.get(machineId);
    this.#held.set(machineId, { socket, instance });
    before?.socket.disconnect(true);
    this.#remember(machineId, instance);
    this.#options.onChange(machineId);
  }

  left(machineId: string, socket: Socket): void {
    if (this.#held.get(machineId)?.socket !== socket) return;
    this.#held.delete(machineId);
    this.#options.onChange(machineId);
    this.#options.onLeft(machineId);
  }

  /** Asks a machine's agent to collect at once, and passes on its word that it has begun. False without a connection. */
  askToCollect(machineId: string, begun: (afterSequence: number) => void): boolean {
    const held = this.#held.get(machineId);
    held?.socket.emit("collect", {}, (answer: unknown) => {
      const told = CollectBegun.safeParse(answer);
      // An agent that says nothing, or something else, is told apart by the time limit of whoever asked.
      if (told.success) begun(told.data.afterSequence);
    });
    return held !== undefined;
  }

  /** Ends a machine's connection: its entry was retired or split. */
  cut(machineId: string): void {
    this.#held.get(machineId)?.socket.disconnect(true);
  }

  #remember(machineId: string, instance: string): void {
    const starts = this.#starts.get(machineId) ?? [];
    if (starts.at(-1) === instance) return;
    if (starts.includes(instance)) this.#options.onTwoAlive(machineId);
    this.#starts.set(machineId, [...starts.filter((each) => each !== instance), instance].slice(-MAX_STARTS));
  }
}
