type Waiting<T, R> = { item: T; bytes: number; resolve: (result: R) => void; reject: (error: unknown) => void };

/** How much may wait and how much goes into one commit; bytes are without a limit where none is given. */
type GroupLimits = { perCommit: number; waiting: number; bytesPerCommit?: number; bytesWaiting?: number };

/**
 * Natural group commit: whatever arrives while one commit runs goes into the next one, so that batches grow with the load
 * and a lone item waits for nobody.
 */
export class GroupCommit<T, R> {
  readonly #commit: (items: T[]) => Promise<R[]>;
  readonly #limits: Required<GroupLimits>;
  readonly #isHopeless: (error: unknown) => boolean;
  readonly #waiting: Waiting<T, R>[] = [];
  #bytes = 0;
  #running: Promise<void> | null = null;

  /**
   * @param commit makes all items durable and returns one result per item, or throws having changed nothing.
   * @param isHopeless whether after such an error no item can be written, so that trying each alone is of no use.
   */
  constructor(
    commit: (items: T[]) => Promise<R[]>,
    limits: GroupLimits,
    isHopeless: (error: unknown) => boolean = () => false,
  ) {
    this.#commit = commit;
    this.#isHopeless = isHopeless;
    this.#limits = { bytesPerCommit: Number.POSITIVE_INFINITY, bytesWaiting: Number.POSITIVE_INFINITY, ...limits };
  }

  /** Whether one more item may wait; when not, tell the sender to come again. */
  hasRoom(bytes = 0): boolean {
    return this.#waiting.length < this.#limits.waiting && this.#bytes + bytes <= this.#limits.bytesWaiting;
  }

  /** Items that wait for their commit, and their bytes. */
  get waiting(): { items: number; bytes: number } {
    return { items: this.#waiting.length, bytes: this.#bytes };
  }

  /** Resolves when the item is durable. Callers ask `hasRoom` first. */
  submit(item: T, bytes = 0): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, bytes, resolve, reject });
      this.#bytes += bytes;
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing is waiting any more. */
  async drained(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) await this.#commitTogether(this.#next());
    this.#running = null;
  }

  /** The oldest that fit into one commit together; at least one. */
  #next(): Waiting<T, R>[] {
    let count = 0;
    let bytes = 0;
    for (const each of this.#waiting) {
      const isFull = count >= this.#limits.perCommit || bytes + each.bytes > this.#limits.bytesPerCommit;
      if (count > 0 && isFull) break;
      count++;
      bytes += each.bytes;
    }
    this.#bytes -= bytes;
    return this.#waiting.splice(0, count);
  }

  async #commitTogether(batch: Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.#commit(batch.map((each) => each.item));
      for (const [index, each] of batch.entries()) each.resolve(results[index] as R);
    } catch (error) {
      // One item that cannot be written must not take the others down with it: each gets a commit of its own.
      if (batch.length > 1 && !this.#isHopeless(error)) for (const each of batch) await this.#commitTogether([each]);
      else for (const each of batch) each.reject(error);
    }
  }
}
