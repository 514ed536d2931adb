import { mkdir, readdir, readFile, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { MAX_OUTBOX_BYTES, MAX_OUTBOX_REPORTS } from "@muster/shared/limits.ts";
import { Report, UnchangedReport } from "@muster/shared/report.ts";
import { z } from "zod";
import { writeDurably } from "./write-durably.ts";

export const OutboxEntry = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("whole"), report: Report }),
  z.object({ kind: z.literal("unchanged"), report: UnchangedReport }),
]);
export type OutboxEntry = z.infer<typeof OutboxEntry>;

/** The last number given out, and the digest of the facts in the last report. */
const Counter = z.object({ sequence: z.number().int().nonnegative(), digest: z.string().nullable() });
type Counter = z.infer<typeof Counter>;

type Waiting = { sequence: number; bytes: number };

const ENTRY_NAME = /^(\d{16})\.json$/;

/**
 * Reports that the server has not acknowledged yet, one file each, in the order of their numbers. A number is written down
 * before the report that bears it, so that none is ever used twice. Changes wait for each
 * other: the roll call adds while the uplink removes.
 */
export class Outbox {
  readonly #folder: string;
  readonly #waiting: Waiting[];
  #counter: Counter;
  #lastTurn: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, waiting: Waiting[], counter: Counter) {
    this.#folder = folder;
    this.#waiting = waiting;
    this.#counter = counter;
  }

  /** Opens the folder, making it where needed. Files that a crash left unfinished are skipped: nothing had relied on them. */
  static async open(folder: string): Promise<Outbox> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const waiting: Waiting[] = [];
    for (const name of (await readdir(folder)).toSorted()) {
      const match = ENTRY_NAME.exec(name);
      if (match) waiting.push({ sequence: Number(match[1]), bytes: (await stat(join(folder, name))).size });
    }
    const counter = (await readCounter(join(folder, "counter.json"))) ?? { sequence: 0, digest: null };
    const highest = Math.max(counter.sequence, waiting.at(-1)?.sequence ?? 0);
    return new Outbox(folder, waiting, { ...counter, sequence: highest });
  }

  get size(): number {
    return this.#waiting.length;
  }

  /** The last number given out. */
  get lastSequence(): number {
    return this.#counter.sequence;
  }

  /** The digest of the facts in the newest report; null when the next must be whole. */
  get lastDigest(): string | null {
    return this.#counter.digest;
  }

  /** Takes a number and keeps the report that `build` makes with it. Resolves when it is durable. */
  add(digest: string, build: (sequence: number) => OutboxEntry): Promise<{ dropped: number }> {
    return this.#turn(() => this.#add(digest, build));
  }

  async #add(digest: string, build: (sequence: number) => OutboxEntry): Promise<{ dropped: number }> {
    const sequence = this.#counter.sequence + 1;
    await this.#saveCounter({ sequence, digest });
    const text = JSON.stringify(build(sequence));
    await writeDurably(this.#file(sequence), text);
    this.#waiting.push({ sequence, bytes: Buffer.byteLength(text) });
    return { dropped: await this.#dropExcess() };
  }

  /** The oldest report that waits; null when none does. An entry that cannot be read any more is passed over. */
  async first(): Promise<OutboxEntry | null> {
    for (let head = this.#waiting[0]; head; head = this.#waiting[0]) {
      const entry = await readEntry(this.#file(head.sequence));
      if (entry) return entry;
      await this.remove(head.sequence);
    }
    return null;
  }

  /** Forgets a report: the server has it, or will never take it. */
  remove(sequence: number): Promise<void> {
    return this.#turn(() => this.#remove(sequence));
  }

  async #remove(sequence: number): Promise<void> {
    const index = this.#waiting.findIndex((each) => each.sequence === sequence);
    if (index < 0) return;
    this.#waiting.splice(index, 1);
    await unlink(this.#file(sequence)).catch(ignoreMissing);
  }

  /** The next report will be whole, whatever has changed. */
  forgetDigest(): Promise<void> {
    return this.#turn(() => this.#saveCounter({ ...this.#counter, digest: null }));
  }

  /**
   * Goes on above what the server holds already. Matters after this folder was restored from a backup: lower numbers would
   * be taken for reports that the server has seen.
   */
  continueAbove(sequence: number): Promise<void> {
    return this.#turn(async () => {
      if (sequence > this.#counter.sequence) await this.#saveCounter({ sequence, digest: null });
    });
  }

  #turn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(act);
    this.#lastTurn = turn.catch(() => {
      // Whoever asked for this turn is told; the next one goes on.
    });
    return turn;
  }

  async #dropExcess(): Promise<number> {
    let bytes = this.#waiting.reduce((sum, each) => sum + each.bytes, 0);
    let dropped = 0;
    while (this.#waiting.length > MAX_OUTBOX_REPORTS || bytes > MAX_OUTBOX_BYTES) {
      const oldest = this.#waiting[0];
      if (!oldest) break;
      bytes -= oldest.bytes;
      dropped += 1;
      await this.#remove(oldest.sequence);
    }
    return dropped;
  }

  async #saveCounter(counter: Counter): Promise<void> {
    await writeDurably(join(this.#folder, "counter.json"), JSON.stringify(counter));
    this.#counter = counter;
  }

  #file(sequence: number): string {
    return join(this.#folder, `${String(sequence).padStart(16, "0")}.json`);
  }
}

async function readCounter(file: string): Promise<Counter | null> {
  const text = await readText(file);
  if (text === null) return null;
  try {
    return Counter.parse(JSON.parse(text));
  } catch {
    // Damaged by the disk: numbers go on above the waiting reports, and above the server's own at the next connection.
    return null;
  }
}

async function readEntry(file: string): Promise<OutboxEntry | null> {
  const text = await readText(file);
  if (text === null) return null;
  try {
    return OutboxEntry.parse(JSON.parse(text));
  } catch {
    // Written by another version or damaged by the disk: it can never be sent.
    return null;
  }
}

async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    ignoreMissing(error);
    return null;
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}
