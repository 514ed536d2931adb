import { mkdir, readdir, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { AppError } from "@muster/shared/errors.ts";
import { MAX_OUTBOX_BYTES, MAX_OUTBOX_DAYS } from "@muster/shared/limits.ts";
import { type DroppedReports, Report, UnchangedReport } from "@muster/shared/report.ts";
import { toEpochMs, toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import { chooseDrops, type Waiting } from "./choose-drops.ts";
import { Drops } from "./drops.ts";
import { readParsed } from "./read-parsed.ts";
import { stateTrouble } from "./state-trouble.ts";
import { DRAFT_ENDING, writeDurably } from "./write-durably.ts";

export const OutboxEntry = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("whole"), report: Report }),
  z.object({ kind: z.literal("unchanged"), report: UnchangedReport }),
]);
export type OutboxEntry = z.infer<typeof OutboxEntry>;

/** The last number given out, and the digest of the facts in the last report. */
const Counter = z.object({ sequence: z.number().int().nonnegative(), digest: z.string().nullable() });
type Counter = z.infer<typeof Counter>;

export type OutboxLimits = { bytes: number; days: number };
const LIMITS: OutboxLimits = { bytes: MAX_OUTBOX_BYTES, days: MAX_OUTBOX_DAYS };

const ENTRY_NAME = /^(\d{16})\.json$/;

/**
 * Reports that the server has not acknowledged yet, one file each, in the order of their numbers. A number is written down
 * before the report that bears it, so that none is ever used twice; what is dropped is written down before its file goes, so
 * that the server learns of every one. Changes wait for each other: the roll call adds while the uplink removes.
 */
export class Outbox {
  readonly #folder: string;
  readonly #limits: OutboxLimits;
  readonly #drops: Drops;
  #waiting: Waiting[] = [];
  #counter: Counter = { sequence: 0, digest: null };
  /** Handed out to be sent: what the server may hold already is not dropped. */
  #offered: number | null = null;
  #trouble: AppError | null = null;
  #lastTurn: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, limits: OutboxLimits, drops: Drops) {
    this.#folder = folder;
    this.#limits = limits;
    this.#drops = drops;
  }

  /**
   * Opens the folder, making it where needed. What a crash left unfinished is removed: nothing had relied on it.
   * @throws AppError `state_...` when the folder cannot be made or read
   */
  static async open(folder: string, limits = LIMITS): Promise<Outbox> {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const outbox = new Outbox(folder, limits, await Drops.open(folder));
      await outbox.#load();
      return outbox;
    } catch (error) {
      throw stateTrouble(error) ?? error;
    }
  }

  async #load(): Promise<void> {
    const damaged: number[] = [];
    let highest = 0;
    for (const name of (await readdir(this.#folder)).toSorted()) {
      const file = join(this.#folder, name);
      if (name.endsWith(DRAFT_ENDING)) await this.#tolerate(() => unlink(file));
      const sequence = Number(ENTRY_NAME.exec(name)?.[1]);
      if (Number.isNaN(sequence)) continue;
      highest = sequence;
      const entry = this.#drops.has(sequence) ? null : await readParsed(file, OutboxEntry);
      if (entry) this.#waiting.push(waitingOf(entry, (await stat(file)).size));
      else if (!this.#drops.has(sequence)) damaged.push(sequence);
      else await this.#tolerate(() => unlink(file));
    }
    // A damaged counter: numbers go on above the waiting reports, and above the server's own at the next connection.
    const counter = (await readParsed(this.#counterFile, Counter)) ?? { sequence: 0, digest: null };
    this.#counter = { ...counter, sequence: Math.max(counter.sequence, highest) };
    await this.#tolerate(() => this.#giveUp(damaged.map(damagedReport)));
  }

  get size(): number {
    return this.#waiting.length;
  }

  /** Why the last change could not be kept; null when it was. */
  get trouble(): AppError | null {
    return this.#trouble;
  }

  /** The last number given out. */
  get lastSequence(): number {
    return this.#counter.sequence;
  }

  /** The digest of the facts in the newest report; null when the next must be whole. */
  get lastDigest(): string | null {
    return this.#counter.digest;
  }

  /**
   * Takes a number and keeps the report that `build` makes with it. Resolves when it is durable, with how many had to go.
   * @throws AppError `state_...`
   */
  add(digest: string, build: (sequence: number) => OutboxEntry): Promise<{ dropped: number }> {
    return this.#turn(() => this.#add(digest, build));
  }

  async #add(digest: string, build: (sequence: number) => OutboxEntry): Promise<{ dropped: number }> {
    const sequence = this.#counter.sequence + 1;
    try {
      await this.#saveCounter({ sequence, digest });
      const entry = build(sequence);
      const text = JSON.stringify(entry);
      await writeDurably(this.#file(sequence), text);
      this.#waiting.push(waitingOf(entry, Buffer.byteLength(text)));
      const dropped = await this.#dropExcess();
      this.#trouble = null;
      return { dropped };
    } catch (error) {
      this.#trouble = stateTrouble(error);
      // The next report has nothing to be equal to.
      this.#counter = { ...this.#counter, digest: null };
      throw error;
    }
  }

  /** The oldest report that waits; null when none does. One that cannot be read any more is passed over, and told of. */
  async first(): Promise<OutboxEntry | null> {
    for (let head = this.#waiting[0]; head; head = this.#waiting[0]) {
      const entry = await readParsed(this.#file(head.sequence), OutboxEntry);
      const { sequence } = head;
      if (entry) {
        this.#offered = sequence;
        return entry;
      }
      await this.#turn(() => this.#tolerate(() => this.#giveUp([damagedReport(sequence)])));
      this.#waiting = this.#waiting.filter((each) => each.sequence !== sequence);
    }
    return null;
  }

  /** Forgets a report: the server has it, or will never take it. */
  remove(sequence: number): Promise<void> {
    return this.#turn(() => this.#remove(sequence));
  }

  async #remove(sequence: number): Promise<void> {
    this.#waiting = this.#waiting.filter((each) => each.sequence !== sequence);
    // Where the file cannot go it is sent again after a restart, and the server knows its number.
    await this.#tolerate(() => unlink(this.#file(sequence)).catch(ignoreMissing));
  }

  /** Reports that were dropped and that the server has not been told of. */
  dropped(limit: number): DroppedReports[] {
    return this.#drops.first(limit);
  }

  /** The server knows of the first `count` of them. */
  forgetDropped(count: number): Promise<void> {
    return this.#turn(() => this.#tolerate(() => this.#drops.forget(count)));
  }

  /** The next report will be whole, whatever has changed. */
  forgetDigest(): Promise<void> {
    return this.#turn(async () => {
      this.#counter = { ...this.#counter, digest: null };
      await this.#tolerate(() => this.#saveCounter(this.#counter));
    });
  }

  /**
   * Goes on above what the server holds already. Matters after this folder was restored from a backup: lower numbers would
   * be taken for reports that the server has seen.
   */
  continueAbove(sequence: number): Promise<void> {
    return this.#turn(async () => {
      if (sequence <= this.#counter.sequence) return;
      this.#counter = { sequence, digest: null };
      await this.#tolerate(() => this.#saveCounter(this.#counter));
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
    const bySequence = new Map(this.#waiting.map((each) => [each.sequence, each]));
    const drops = chooseDrops(this.#waiting, this.#offered, this.#limits).flatMap(
      ({ sequence, why }): DroppedReports[] => {
        const each = bySequence.get(sequence);
        if (!each) return [];
        const collectedAt = toInstant(each.collectedAt);
        return [{ first: sequence, last: sequence, form: each.kind, why, from: collectedAt, until: collectedAt }];
      },
    );
    await this.#giveUp(drops);
    return drops.length;
  }

  async #giveUp(drops: DroppedReports[]): Promise<void> {
    if (drops.length === 0) return;
    await this.#drops.add(drops);
    for (const { first } of drops) await this.#remove(first);
  }

  /** Does what may fail on a disk that cannot be written without harm to what is sent. */
  async #tolerate(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      const trouble = stateTrouble(error);
      if (!trouble) throw error;
      this.#trouble = trouble;
    }
  }

  async #saveCounter(counter: Counter): Promise<void> {
    await writeDurably(this.#counterFile, JSON.stringify(counter));
    this.#counter = counter;
  }

  get #counterFile(): string {
    return join(this.#folder, "counter.json");
  }

  #file(sequence: number): string {
    return join(this.#folder, `${String(sequence).padStart(16, "0")}.json`);
  }
}

function waitingOf({ kind, report }: OutboxEntry, bytes: number): Waiting {
  return { sequence: report.sequence, kind, bytes, collectedAt: toEpochMs(report.collectedAt) };
}

function damagedReport(sequence: number): DroppedReports {
  return { first: sequence, last: sequence, form: "unreadable", why: "damaged", from: null, until: null };
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}
