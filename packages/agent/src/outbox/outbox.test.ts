import { mkdtemp, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MAX_OUTBOX_REPORTS } from "@muster/shared/limits.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Outbox, type OutboxEntry } from "./outbox.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "muster-outbox-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const DIGEST = "0".repeat(64);
const NOW = "2026-11-23T09:00:00.000Z";
const unchanged = (sequence: number): OutboxEntry => ({
  kind: "unchanged",
  report: { sequence, collectedAt: NOW, digest: DIGEST },
});

async function sequences(outbox: Outbox): Promise<number[]> {
  const found: number[] = [];
  for (let entry = await outbox.first(); entry; entry = await outbox.first()) {
    found.push(entry.report.sequence);
    await outbox.remove(entry.report.sequence);
  }
  return found;
}

describe("the outbox", () => {
  it("gives reports back in order, also to the next process, and numbers on from there", async () => {
    const first = await Outbox.open(folder);
    for (let count = 0; count < 3; count++) await first.add(DIGEST, unchanged);
    await first.remove(1);
    const second = await Outbox.open(folder);
    expect(second.lastDigest).toBe(DIGEST);
    await second.add(DIGEST, unchanged);
    expect(await sequences(second)).toEqual([2, 3, 4]);
    const third = await Outbox.open(folder);
    await third.add(DIGEST, unchanged);
    expect(await sequences(third)).toEqual([5]);
  });

  it("never uses a number twice, even when a crash comes between number and report", async () => {
    const outbox = await Outbox.open(folder);
    await outbox.add(DIGEST, unchanged);
    const crash = () => {
      throw new Error("crash");
    };
    await expect(outbox.add(DIGEST, crash)).rejects.toThrow("crash");
    const next = await Outbox.open(folder);
    await next.add(DIGEST, unchanged);
    expect(await sequences(next)).toEqual([1, 3]);
  });

  it("reads past half-written and damaged files", async () => {
    const outbox = await Outbox.open(folder);
    for (let count = 0; count < 3; count++) await outbox.add(DIGEST, unchanged);
    await truncate(join(folder, "0000000000000002.json"), 20);
    await writeFile(join(folder, "0000000000000004.json.new"), "{");
    await writeFile(join(folder, "counter.json"), "{");
    const next = await Outbox.open(folder);
    await next.add(DIGEST, unchanged);
    expect(await sequences(next)).toEqual([1, 3, 4]);
  });

  it("goes on above what the server holds after a restored backup, with a whole report first", async () => {
    const outbox = await Outbox.open(folder);
    await outbox.add(DIGEST, unchanged);
    await outbox.continueAbove(90);
    expect(outbox.lastDigest).toBeNull();
    await outbox.add(DIGEST, unchanged);
    await outbox.continueAbove(50);
    await outbox.add(DIGEST, unchanged);
    expect(await sequences(outbox)).toEqual([1, 91, 92]);
  });

  it("is changed from two sides at once without harm", async () => {
    const outbox = await Outbox.open(folder);
    const changes = Array.from({ length: 20 }, (_, index) => [
      outbox.add(DIGEST, unchanged),
      outbox.forgetDigest(),
      outbox.continueAbove(index),
      outbox.remove(index),
    ]).flat();
    await Promise.all(changes);
    const left = await sequences(outbox);
    expect(new Set(left).size).toBe(left.length);
    expect(left).toEqual(left.toSorted((a, b) => a - b));
  });

  it("stays within its bounds by dropping the oldest", async () => {
    for (let sequence = 1; sequence <= MAX_OUTBOX_REPORTS; sequence++) {
      const name = `${String(sequence).padStart(16, "0")}.json`;
      await writeFile(join(folder, name), JSON.stringify(unchanged(sequence)));
    }
    const outbox = await Outbox.open(folder);
    expect(await outbox.add(DIGEST, unchanged)).toEqual({ dropped: 1 });
    expect((await outbox.first())?.report.sequence).toBe(2);
    expect(await readdir(folder)).not.toContain("0000000000000001.json");
  });
});
