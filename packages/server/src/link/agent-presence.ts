import type { Socket } from "socket.io";
import type { Presence } from "../feed/describe-fleet.ts";

/** Which machine speaks over which connection. A machine has one: the newest wins, since an older one may be half dead. */
export class AgentPresence implements Presence {
  readonly #sockets = new Map<string, Socket>();
  readonly #onChange: (machineId: string) => void;

  constructor(onChange: (machineId: string) => void) {
    this.#onChange = onChange;
  }

  isOnline(machineId: string): boolean {
    return this.#sockets.has(machineId);
  }

  count(): number {
    return this.#sockets.size;
  }

  arrived(machineId: string, socket: Socket): void {
    const before = this.#sockets.get(machineId);
    this.#sockets.set(machineId, socket);
    before?.disconnect(true);
    this.#onChange(machineId);
  }

  left(machineId: string, socket: Socket): void {
    if (this.#sockets.get(machineId) !== socket) return;
    this.#sockets.delete(machineId);
    this.#onChange(machineId);
  }
}
