import { setTimeout as sleep } from "node:timers/promises";
import { toInstant } from "@muster/shared/text.ts";
import type { Socket } from "socket.io-client";
import { accepted, ask, LightAgent, sendReport } from "../load/light-agent.ts";
import { factsOf } from "./facts-of.ts";
import type { Random } from "./random.ts";
import type { Enrolled } from "./write-history.ts";

/** Connections begun in a second: a company does not come to work all at once. */
const ARRIVALS_A_SECOND = 40;

/** How often something happens somewhere, in ms. */
const EVERY_MS = 2_500;

type Server = { address: string; caFingerprint: string; caPem: string };

/** Lets the company's machines connect, report, change, sleep and wake over the true protocol, until told to stop. */
export async function keepMoving(
  company: readonly Enrolled[],
  options: { server: Server; random: Random; signal: AbortSignal; onArrived: (count: number) => void },
): Promise<void> {
  const { server, random, signal, onArrived } = options;
  const lines = company.filter(({ pc }) => pc.oddity !== "silent").map((each) => new Line(each, server));
  const atWork = lines.filter(() => random.chance(0.88));
  for (const [index, line] of atWork.entries()) {
    if (signal.aborted) break;
    await line.come();
    onArrived(index + 1);
    await pause(1_000 / ARRIVALS_A_SECOND, signal);
  }
  while (!signal.aborted) {
    await pause(EVERY_MS, signal);
    if (!signal.aborted) await happen(random.pick(lines), random);
  }
  for (const line of lines) line.close();
}

async function happen(line: Line, random: Random): Promise<void> {
  const { pc } = line.enrolled;
  if (!line.isOpen) return line.come();
  const draw = random.next();
  if (draw < 0.2) return line.go(pc.isLaptop ? "asleep" : "shut-down");
  if (draw < 0.45) pc.isFirewallOn = !pc.isFirewallOn;
  else if (draw < 0.8) pc.definitionsAt = Date.now() - random.between(1, 6) * 3_600_000;
  else pc.updatesAt = Date.now();
  await line.report();
}

/** One machine's connection. */
class Line {
  readonly enrolled: Enrolled;
  readonly #agent: LightAgent;
  #socket: Socket | null = null;

  constructor(enrolled: Enrolled, server: Server) {
    this.enrolled = enrolled;
    this.#agent = LightAgent.enrolled(server, enrolled.pc.key);
  }

  get isOpen(): boolean {
    return this.#socket?.connected === true;
  }

  async come(): Promise<void> {
    const instance = this.enrolled.machineId.replaceAll("-", "").slice(0, 32);
    const { socket } = await this.#agent.connect(this.enrolled.machineId, instance);
    this.#socket = socket;
    await this.report();
  }

  async report(): Promise<void> {
    const { enrolled } = this;
    if (this.#socket === null) return;
    const now = Date.now();
    enrolled.sequence++;
    const { sequence, pc } = enrolled;
    const report = { sequence, collectedAt: toInstant(now), agentVersion: "0.1.0", outcomes: factsOf(pc, now) };
    accepted(await sendReport(this.#socket, report));
  }

  async go(how: "asleep" | "shut-down"): Promise<void> {
    if (this.#socket !== null) await ask(this.#socket, "goodbye", { how });
    this.close();
  }

  close(): void {
    this.#socket?.disconnect();
    this.#socket = null;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {
    // Told to stop: the caller looks at the signal.
  });
}
