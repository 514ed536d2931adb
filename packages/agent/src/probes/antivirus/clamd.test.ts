import { describe, expect, it } from "vitest";
import { type Answer, answered, MISSING } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { parseClamdVersion } from "./clamd.ts";
import { linuxAntivirus } from "./linux.ts";

const LOADED = "ClamAV 1.4.6/27600/Fri May  1 08:00:00 2026\0";
const header = (version: number, epochSeconds: number) =>
  answered(`ClamAV-VDB:x:${version}:1:63:md5:signature:builder:${epochSeconds}`.padEnd(512));

async function clamav(answers: Record<string, Answer>) {
  const reading = await linuxAntivirus.read(scriptedAsk(answers, MISSING));
  return reading.kind === "read" ? reading.facts.products[0] : undefined;
}

describe("clamd's answer to VERSION", () => {
  it("gives its version and the definitions that it has loaded", () => {
    expect(parseClamdVersion(LOADED)).toEqual({
      version: "1.4.6",
      loaded: { version: 27600, builtAt: "2026-05-01T08:00:00.000Z" },
    });
  });

  it.each(["ClamAV 1.4.6\0", "ClamAV 1.4.6/0/Thu Jan  1 00:00:00 1970"])(
    "%j has none of ClamAV's own loaded",
    (text) => {
      expect(parseClamdVersion(text)).toEqual({ version: "1.4.6", loaded: null });
    },
  );

  it("keeps the version where the date is in another form", () => {
    expect(parseClamdVersion("ClamAV 1.4.6/27600/1 mai 2026")?.loaded).toEqual({ version: 27600, builtAt: null });
  });

  it.each(["", "UNKNOWN COMMAND\0", "ClamAV", "ClamAV 1.4.6/276", "ClamAV 1.4.6/27600/"])("%j is none", (text) => {
    expect(parseClamdVersion(text)).toBeNull();
  });
});

describe("ClamAV with clamd's word", () => {
  const processes = answered("clamd");

  it("is as old as what clamd has loaded, though the files are new", async () => {
    const product = await clamav({
      clamd: answered(LOADED),
      "clamav-daily-cld": header(27630, 1_780_214_400),
      processes,
    });
    expect(product).toMatchObject({
      version: "1.4.6",
      definitions: { publishedAt: "2026-05-01T08:00:00.000Z", version: "27600", confidence: "date" },
    });
    expect(product?.definitions.source).toContain("27630");
  });

  it.each([27600, 27599])("has the file's date, which has a zone, at version %i", async (version) => {
    const product = await clamav({
      clamd: answered(LOADED),
      "clamav-daily-cvd": header(version, 1_777_600_000),
      processes,
    });
    expect(product?.definitions).toMatchObject({ publishedAt: "2026-05-01T01:46:40.000Z", version: String(version) });
  });

  it("has clamd's date where the files may not be read", async () => {
    const product = await clamav({
      clamd: answered(LOADED),
      "clamav-daily-cld": { kind: "denied", reason: "no" },
      processes,
    });
    expect(product?.definitions).toMatchObject({ publishedAt: "2026-05-01T08:00:00.000Z", confidence: "date" });
  });

  it("is on by its answer where running programs cannot be listed, in real time unknown", async () => {
    expect(await clamav({ clamd: answered(LOADED) })).toMatchObject({ state: "on", realTime: "unknown" });
  });

  it.each([
    { kind: "failed", reason: "clamd did not answer within 5 s" },
    { kind: "denied", reason: "no" },
    answered("something else"),
  ] satisfies Answer[])("is read by its files when clamd answers %j", async (answer) => {
    const product = await clamav({ clamd: answer, "clamav-daily-cld": header(27630, 1_780_214_400), processes });
    expect(product).toMatchObject({ state: "on", version: null, definitions: { version: "27630" } });
  });
});
