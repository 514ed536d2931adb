type Waiting<T, R> = { item: T; resolve: (result: R) => void; reject: (error: unknown) => void };

/**
 * Natural group commit: whatever arrives while one commit runs goes into the next one, so that batches grow with the load
 * and a lone item waits for nobody.
 */
export class GroupCommit<T, R> {
  readonly #commit: (items: T[]) => Promise<R[]>;
  readonly #limits: { perCommit: number; waiting: number };
  readonly #waiting: Waiting<T, R>[] = [];
  #running: Promise<void> | null = null;

  /** @param commit makes all items durable and returns one result per item, or throws having changed nothing. */
  constructor(commit: (items: T[]) => Promise<R[]>, limits: { perCommit: number; waiting: number }) {
    this.#commit = commit;
    this.#limits = limits;
  }

  /** Whether one more item may wait; when not, tell the sender to come again. */
  get isFull(): boolean {
    return this.#waiting.length >= this.#limits.waiting;
  }

  /** Items that wait for their commit. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when the item is durable. Callers look at `isFull` first. */
  submit(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing is waiting any more. */
  async drained(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) await this.#commitTogether(this.#waiting.splice(0, this.#limits.perCommit));
    this.#running = null;
  }

  async #commitTogether(batch: Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.#commit(batch.map((each) => each.item));
      for (const [index, each] of batch.entries()) each.resolve(results[index] as R);
    } catch (error) {
      // One item that cannot be written must not take the others down with it: each gets a commit of its own.
      if (batch.length > 1) for (const each of batch) await this.#commitTogether([each]);
      else batch[0]?.reject(error);
    }
  }
}
