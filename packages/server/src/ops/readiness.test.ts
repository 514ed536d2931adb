import { describe, expect, it } from "vitest";
import { createReadiness } from "./readiness.ts";

describe("readiness", () => {
  it("follows the store: not ready while it cannot be written, ready again after, without asking it each time", async () => {
    let now = 0;
    let isFull = false;
    let writes = 0;
    const errors: unknown[] = [];
    const readiness = createReadiness({
      now: () => now,
      tryWrite: async () => {
        writes++;
        if (isFull) throw new Error("disk full");
      },
      onError: (error) => errors.push(error),
    });
    expect(await readiness.whyNot()).toBeNull();
    isFull = true;
    expect(await readiness.whyNot()).toBeNull();
    expect(writes).toBe(1);
    now += 2_000;
    expect(await readiness.whyNot()).toBe("The store cannot be written.");
    expect(errors).toHaveLength(1);
    isFull = false;
    now += 2_000;
    expect(await readiness.whyNot()).toBeNull();
  });

  it("is over once the server stops", async () => {
    const readiness = createReadiness({ now: () => 0, tryWrite: async () => {}, onError: () => {} });
    readiness.drain();
    expect(await readiness.whyNot()).toBe("The server is stopping.");
  });
});
