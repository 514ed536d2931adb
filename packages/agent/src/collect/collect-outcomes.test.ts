import { PROBE_IDS } from "@muster/shared/facts/index.ts";
import { OutcomesByProbe } from "@muster/shared/report.ts";
import { describe, expect, it } from "vitest";
import { answered, MISSING } from "../probes/answer.ts";
import type { AnyReader } from "../probes/reader.ts";
import type { PowerShellSource, Source } from "../probes/source.ts";
import { collectOutcomes, DEFAULT_PATHS, type Sources } from "./collect-outcomes.ts";
import { runProbe } from "./run-probe.ts";

const nothing: Sources = { ask: async () => MISSING, askPowerShell: async (sources) => sources.map(() => MISSING) };
const now = () => Date.UTC(2026, 5, 1);
const options = { sources: nothing, paths: DEFAULT_PATHS, now };

describe("collecting", () => {
  it.each(["linux", "darwin", "win32"] as const)("gives every probe an outcome on a bare %s", async (platform) => {
    const outcomes = await collectOutcomes({ ...options, platform });
    expect(Object.keys(outcomes).sort()).toEqual([...PROBE_IDS].sort());
    expect(OutcomesByProbe.safeParse(outcomes).success).toBe(true);
    expect(outcomes.passwords?.kind).not.toBe("read");
  });

  it("starts one PowerShell for all probes, with each section once", async () => {
    const batches: (readonly PowerShellSource[])[] = [];
    const askPowerShell: Sources["askPowerShell"] = async (sources) => {
      batches.push(sources);
      return sources.map(() => answered("[]"));
    };
    await collectOutcomes({ ...options, platform: "win32", sources: { ...nothing, askPowerShell } });
    expect(batches).toHaveLength(1);
    expect(new Set(batches[0]).size).toBe(batches[0]?.length);
  });

  it("asks each source at most once", async () => {
    const asked: Source[] = [];
    const ask: Sources["ask"] = async (source) => {
      asked.push(source);
      return MISSING;
    };
    await collectOutcomes({
      ...options,
      platform: "linux",
      sources: { ...nothing, ask },
    });
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("costs a broken source its own probe only", async () => {
    const ask: Sources["ask"] = async (source) => {
      if (source.id === "shadow") throw new Error("boom");
      return source.id === "os-release" ? answered('NAME="Debian"\nVERSION_ID="12"\n') : MISSING;
    };
    const outcomes = await collectOutcomes({ ...options, platform: "linux", sources: { ...nothing, ask } });
    expect(outcomes.passwords).toMatchObject({ kind: "failed", reason: "Unexpected fault: boom" });
    expect(outcomes.machine).toMatchObject({ kind: "read", facts: { osName: "Debian" } });
  });

  it("ends when it is stopped, though a source never answers", async () => {
    const stop = new AbortController();
    const ask: Sources["ask"] = () => {
      stop.abort();
      return new Promise(() => {});
    };
    const stuck: Sources = { ...nothing, ask };
    const outcomes = await collectOutcomes({
      ...options,
      platform: "linux",
      sources: stuck,
      signal: stop.signal,
    });
    expect(Object.values(outcomes).map((outcome) => outcome?.kind)).toEqual(PROBE_IDS.map(() => "failed"));
  });
});

describe("one probe", () => {
  const storage = (volumes: unknown): AnyReader => ({
    probe: "storage",
    platform: "linux",
    sources: [],
    origins: [],
    read: async () => JSON.parse(JSON.stringify({ kind: "read", facts: { volumes } })),
  });
  const run = (reader: AnyReader) =>
    runProbe("storage", reader, async () => MISSING, { now, deadlineMs: 1_000, signal: AbortSignal.timeout(1_000) });

  it("whose facts do not have their form is failed, by the name of the field and without its content", async () => {
    const outcome = await run(storage([{ name: "/", sizeBytes: "secret", freePercent: 3 }]));
    expect(outcome).toMatchObject({
      kind: "failed",
      reason: "The probe's facts do not have their form: facts.volumes.0.sizeBytes",
    });
  });

  it("is stamped with the clock that it was given", async () => {
    expect(await run(storage([]))).toMatchObject({
      kind: "read",
      observedAt: "2026-06-01T00:00:00.000Z",
      durationMs: 0,
    });
  });
});
