import { copyFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DAY_MS } from "@muster/shared/duration.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { chooseDrops } from "./choose-drops.ts";
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

const whole = (sequence: number): OutboxEntry => ({
  kind: "whole",
  report: { sequence, collectedAt: NOW, agentVersion: "test", outcomes: {} },
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

  it("drops the oldest unchanged first, and hands out exactly what it dropped until that was told", async () => {
    const outbox = await Outbox.open(folder, { bytes: 4 * 4_096, days: 14 });
    const kinds = [whole, unchanged, unchanged, whole, unchanged, unchanged];
    for (const build of kinds) await outbox.add(DIGEST, build);
    expect(outbox.dropped(10)).toEqual([{ first: 2, last: 3, form: "unchanged", why: "full", from: NOW, until: NOW }]);
    const next = await Outbox.open(folder, { bytes: 4 * 4_096, days: 14 });
    await next.add(DIGEST, unchanged);
    expect(next.dropped(10).map(({ first, last }) => [first, last])).toEqual([
      [2, 3],
      [5, 5],
    ]);
    await next.forgetDropped(1);
    const third = await Outbox.open(folder);
    expect(third.dropped(10).map(({ first }) => first)).toEqual([5]);
    expect(await sequences(third)).toEqual([1, 4, 6, 7]);
  });

  it("does not drop what was offered to the server, which may hold it by now", async () => {
    const outbox = await Outbox.open(folder, { bytes: 2 * 4_096, days: 14 });
    await outbox.add(DIGEST, unchanged);
    expect((await outbox.first())?.report.sequence).toBe(1);
    for (let count = 0; count < 3; count++) await outbox.add(DIGEST, unchanged);
    expect(outbox.dropped(10)).toMatchObject([{ first: 2, last: 3 }]);
    expect(await sequences(outbox)).toEqual([1, 4]);
  });

  it("keeps the rest readable whatever byte a power cut stops a write at, and tells of what was lost", async () => {
    const outbox = await Outbox.open(folder, { bytes: 3 * 4_096, days: 14 });
    for (let count = 0; count < 5; count++) await outbox.add(DIGEST, unchanged);
    const names = await readdir(folder);
    expect(names).toHaveLength(5);
    for (const name of names) {
      const text = await readFile(join(folder, name), "utf8");
      for (let bytes = 0; bytes < text.length; bytes += 3) {
        const copy = await mkdtemp(join(tmpdir(), "muster-outbox-"));
        for (const each of names) await copyFile(join(folder, each), join(copy, each));
        // Both what a rename makes impossible, a half-written file, and what it leaves behind.
        await writeFile(join(copy, name), text.slice(0, bytes));
        await writeFile(join(copy, `${name}.new`), text.slice(0, bytes));
        const reopened = await Outbox.open(copy);
        await reopened.add(DIGEST, unchanged);
        const left = await sequences(reopened);
        const lost = Number(/^0+(\d+)\.json/.exec(name)?.[1] ?? 0);
        expect(left).toEqual([3, 4, 5, 6].filter((sequence) => sequence !== lost));
        if (lost) expect(reopened.dropped(10)).toContainEqual(expect.objectContaining({ first: lost, why: "damaged" }));
        expect((await readdir(copy)).filter((each) => each.endsWith(".new"))).toEqual([]);
        await rm(copy, { recursive: true });
      }
    }
  });
});

describe("what is dropped", () => {
  const at = (day: number) => day * DAY_MS;
  const waiting = (...days: number[]) =>
    days.map((day, index) => ({ sequence: index + 1, kind: "whole" as const, bytes: 300, collectedAt: at(day) }));
  const limits = { bytes: 1e9, days: 3 };
  const dropped = (...days: number[]) => chooseDrops(waiting(...days), null, limits).map(({ sequence }) => sequence);

  it("is what is older than the days of reporting that are kept", () => {
    expect(dropped(0, 1, 2, 3, 4, 5)).toEqual([1, 2]);
  });

  it("is nothing when the clock jumps forward ten years, back a year, or the PC was off for months", () => {
    expect(dropped(0, 0.1, 3650, 3650.1)).toEqual([]);
    expect(dropped(400, 400.1, 35, 35.1)).toEqual([]);
    expect(dropped(0, 90, 90.1)).toEqual([]);
  });
});
