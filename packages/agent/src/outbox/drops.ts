import { join } from "node:path";
import { type DroppedReports, DroppedReports as Schema } from "@muster/shared/report.ts";
import { z } from "zod";
import { readParsed } from "./read-parsed.ts";
import { writeDurably } from "./write-durably.ts";

/** Runs remembered; far more than an outbox has room to make between two connections. */
const MAX_RUNS = 5_000;

/** Which reports were given up and not yet told to the server. It is written before a report's file goes. */
export class Drops {
  readonly #file: string;
  #runs: DroppedReports[];
  /** How many runs were handed out to be told: they grow no more, so that telling them twice is seen to be the same. */
  #told = 0;

  private constructor(file: string, runs: DroppedReports[]) {
    this.#file = file;
    this.#runs = runs;
    // Whether they were told before the last stop is not known.
    this.#told = runs.length;
  }

  static async open(folder: string): Promise<Drops> {
    const file = join(folder, "dropped.json");
    return new Drops(file, (await readParsed(file, z.array(Schema))) ?? []);
  }

  has(sequence: number): boolean {
    return this.#runs.some((run) => run.first <= sequence && sequence <= run.last);
  }

  first(limit: number): DroppedReports[] {
    const runs = this.#runs.slice(0, limit);
    this.#told = Math.max(this.#told, runs.length);
    return runs;
  }

  async add(drops: readonly DroppedReports[]): Promise<void> {
    const runs = [...this.#runs];
    for (const drop of drops) {
      const last = runs.at(-1);
      if (runs.length > this.#told && last && isNext(last, drop)) {
        runs[runs.length - 1] = { ...last, last: drop.last, until: drop.until };
      } else runs.push(drop);
    }
    await this.#save(runs.slice(-MAX_RUNS));
  }

  /** The server knows of the first `count`. */
  async forget(count: number): Promise<void> {
    this.#told = Math.max(0, this.#told - count);
    await this.#save(this.#runs.slice(count));
  }

  async #save(runs: DroppedReports[]): Promise<void> {
    await writeDurably(this.#file, JSON.stringify(runs));
    this.#runs = runs;
  }
}

function isNext(run: DroppedReports, drop: DroppedReports): boolean {
  return run.form === drop.form && run.why === drop.why && drop.first === run.last + 1;
}
