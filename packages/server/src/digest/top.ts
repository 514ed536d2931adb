/** The first of many by an order, without keeping the rest; and how many there were. */
export type Listed<T> = { rows: T[]; total: number };

export class Top<T> {
  readonly #limit: number;
  readonly #order: (one: T, other: T) => number;
  #kept: T[] = [];
  #total = 0;

  constructor(limit: number, order: (one: T, other: T) => number) {
    this.#limit = limit;
    this.#order = order;
  }

  add(item: T): void {
    this.#total += 1;
    this.#kept.push(item);
    // Sorting now and then, rather than at every item, keeps the cost of a hundred thousand small.
    if (this.#kept.length >= this.#limit * 4) this.#cut();
  }

  listed(): Listed<T> {
    this.#cut();
    return { rows: this.#kept, total: this.#total };
  }

  #cut(): void {
    this.#kept = this.#kept.toSorted(this.#order).slice(0, this.#limit);
  }
}
