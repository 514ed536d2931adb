import { describe, expect, it } from "vitest";
import { type Answer, answered, MISSING } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { parseClamavHeader } from "./clamav-header.ts";
import { linuxAntivirus } from "./linux.ts";
import { parseMdatpHealth } from "./mdatp-health.ts";
import { parseCytool, parseFalconctl, parseFalconStats, parseRepcli, parseSentinelctl } from "./sensor-statuses.ts";

const MD5 = "0123456789abcdef0123456789abcdef";

/** A header as the database carries it: text padded with blanks to 512 bytes. */
function header(text: string, version: number, epochSeconds: number | ""): string {
  return `ClamAV-VDB:${text}:${version}:2267600:63:${MD5}:signaturetext:builder:${epochSeconds}`.padEnd(512, " ");
}

async function read(answers: Record<string, Answer>) {
  const reading = await linuxAntivirus.read(scriptedAsk(answers, MISSING));
  if (reading.kind !== "read") throw new Error(`not read: ${reading.reason}`);
  return reading.facts.products;
}

describe("a ClamAV database header", () => {
  it("gives the build's instant from its epoch", () => {
    expect(parseClamavHeader(header("16 Apr 2020 07-58 -0400", 25784, 1587038339))).toEqual({
      builtAt: "2020-04-16T11:58:59.000Z",
      version: "25784",
    });
  });

  it("gives it from the date in words where the epoch is cut off", () => {
    const cut = `ClamAV-VDB:16 Apr 2020 07-58 -0400:25784:2267600:63:${MD5}`;
    expect(parseClamavHeader(cut)?.builtAt).toBe("2020-04-16T11:58:00.000Z");
  });

  it("keeps the zone's sign and its half hours", () => {
    expect(parseClamavHeader(header("01 Jan 2026 00-15 +0530", 1, ""))?.builtAt).toBe("2025-12-31T18:45:00.000Z");
  });

  it.each([
    ["", "nothing"],
    ["ClamAV-VDB:", "the magic word alone"],
    ["ClamAV-VDB:16 Apr 2020 07-58 -0400:25784", "a header cut before its signatures"],
    [header("16 Avr 2020 07-58 -0400", 25784, ""), "a month in another language and no epoch"],
    [`<html>${"x".repeat(500)}`, "a mirror's error page saved as the database"],
  ])("is no header: %s", (text) => {
    expect(parseClamavHeader(text)).toBeNull();
  });
});

describe("ClamAV on Linux", () => {
  const running = answered("systemd\nclamd\nfreshclam\nbash");

  it("takes whichever of cld and cvd was built later", async () => {
    const [product] = await read({
      "clamav-daily-cld": answered(header("01 May 2026 08-00 +0000", 27600, 1777622400)),
      "clamav-daily-cvd": answered(header("31 May 2026 08-00 +0000", 27630, 1780214400)),
      processes: running,
    });
    expect(product?.definitions).toMatchObject({
      version: "27630",
      confidence: "date",
      source: "header of ClamAV's daily.cvd",
    });
  });

  it("is on demand only while clamonacc is not running", async () => {
    const [product] = await read({ processes: running });
    expect(product).toMatchObject({ state: "on", realTime: "off" });
  });

  it("watches files as they are opened with clamonacc beside clamd", async () => {
    const [product] = await read({ processes: answered("clamd\nclamonacc") });
    expect(product).toMatchObject({ state: "on", realTime: "on" });
  });

  it("is off with fresh definitions and no clamd", async () => {
    const [product] = await read({
      "clamav-daily-cld": answered(header("31 May 2026 08-00 +0000", 27630, 1780214400)),
      processes: answered("bash"),
    });
    expect(product).toMatchObject({ state: "off", definitions: { publishedAt: "2026-05-31T08:00:00.000Z" } });
  });

  it("is unknown, not off, where running programs cannot be listed", async () => {
    const [product] = await read({
      "clamav-daily-cld": answered(header("31 May 2026 08-00 +0000", 27630, 1780214400)),
      processes: { kind: "failed", reason: "/proc: EIO" },
    });
    expect(product).toMatchObject({ state: "unknown", realTime: "unknown" });
  });

  it("is listed without a date when its database may not be read", async () => {
    const [product] = await read({
      "clamav-daily-cld": { kind: "denied", reason: "this account may not read it" },
      processes: running,
    });
    expect(product?.definitions).toMatchObject({ publishedAt: null, confidence: "none" });
    expect(product?.definitions.source).toContain("may not read");
  });

  it("is not listed on a machine without a trace of it", async () => {
    expect(await read({ processes: answered("bash"), "clamav-programs": answered("") })).toEqual([]);
  });
});

const HEALTH = {
  healthy: true,
  licensed: true,
  appVersion: "101.24052.0002",
  definitionsUpdated: "1780214400000",
  definitionsUpdatedMinutesAgo: 120,
  definitionsVersion: "1.413.512.0",
  definitionsStatus: { $type: "upToDate" },
  realTimeProtectionEnabled: { value: true, source: "mdm" },
  passiveModeEnabled: { value: false },
};

describe("mdatp health", () => {
  it("reads the date from a string of epoch milliseconds", () => {
    expect(parseMdatpHealth(JSON.stringify(HEALTH))).toMatchObject({
      state: "on",
      realTime: "on",
      definitions: { publishedAt: "2026-05-31T08:00:00.000Z", confidence: "date", vendorSaysCurrent: true },
    });
  });

  it("does not believe `healthy` in passive mode with real-time protection off", () => {
    const passive = { ...HEALTH, realTimeProtectionEnabled: { value: false }, passiveModeEnabled: { value: true } };
    expect(parseMdatpHealth(JSON.stringify(passive))).toMatchObject({ state: "passive", realTime: "off" });
  });

  it("reads the JSON behind a licence banner and says that the licence is missing", () => {
    const text = `ATTENTION: No license found. Contact your administrator.\n${JSON.stringify({ healthy: false, licensed: false })}`;
    expect(parseMdatpHealth(text)).toMatchObject({
      state: "expired",
      definitions: { publishedAt: null, confidence: "none" },
    });
  });

  it("takes settings that older versions print as plain booleans", () => {
    const old = { ...HEALTH, realTimeProtectionEnabled: false, passiveModeEnabled: false };
    expect(parseMdatpHealth(JSON.stringify(old))).toMatchObject({ state: "off", realTime: "off" });
  });

  it.each(["", "{}", "{", "healthy : true", JSON.stringify(HEALTH).slice(0, 200)])("says nothing of %j", (text) => {
    expect(parseMdatpHealth(text)).toBeNull();
  });

  it("is listed as unknown when it does not answer in time", async () => {
    const products = await read({ mdatp: { kind: "failed", reason: "mdatp did not answer within 10 s" } });
    expect(products).toMatchObject([{ name: "Microsoft Defender for Endpoint", state: "unknown" }]);
  });
});

describe("sensors", () => {
  it("counts CrowdStrike with reduced functionality as off", () => {
    const text = 'aid="0123456789abcdef0123456789abcdef", rfm-state=true, version = 7.14.16703.0\n';
    expect(parseFalconctl(text)).toEqual({ state: "off", version: "7.14.16703.0" });
    expect(parseFalconctl(text.replace("true", "false"))).toMatchObject({ state: "on" });
  });

  it("does not call a sensor without an id on", () => {
    expect(parseFalconctl("aid is not set, rfm-state=false.\n")).toMatchObject({ state: "unknown" });
  });

  it("reads SentinelOne's agent state and Cortex's parts", () => {
    expect(parseSentinelctl("Agent state   Enabled\nAgent version  23.4.1.4\n")).toMatchObject({ state: "on" });
    expect(parseSentinelctl("Agent state   Disabled\n")).toMatchObject({ state: "off" });
    expect(parseCytool("  pmd   1234  Stopped\n  trapsd  1235  Running\n")).toMatchObject({ state: "off" });
    expect(parseCytool("")).toBeNull();
  });

  it("needs no definitions, and an installed path alone does not make it on", async () => {
    const [sensor] = await read({ falconctl: answered("usage: falconctl", "", 1) });
    expect(sensor).toMatchObject({ state: "unknown", definitions: { isNeeded: false } });
  });

  it("reads CrowdStrike's word on macOS", () => {
    const text = "=== agent_info ===\nversion: 7.14.16703.0\nagentID: 01234567\nSensor operational: true\n";
    expect(parseFalconStats(text)).toEqual({ state: "on", version: "7.14.16703.0" });
    expect(parseFalconStats(text.replace("true", "false"))).toMatchObject({ state: "off" });
    expect(parseFalconStats("=== agent_info ===\nversion: 7.14.16703.0\n")).toBeNull();
  });

  it.each([
    ["General Info:\r\n\tSensor Version[4.0.1.10]\r\n\tSensor State[Enabled]\r\n", "on", "4.0.1.10"],
    ["General Info:\n\tSensor Version: 3.7.2.1\n\tSensor State: Bypass (admin)\n", "off", "3.7.2.1"],
    ["\tSensor State[Disabled]\n", "off", null],
  ])("reads Carbon Black's %j as %s", (text, state, version) => {
    expect(parseRepcli(text)).toEqual({ state, version });
  });

  it.each(["", "Sensor State[Something new]", "Sensor State", "Cloud Status:\n\tRegistered[Yes]\n"])(
    "does not guess from Carbon Black's %j",
    (text) => {
      expect(parseRepcli(text)).toBeNull();
    },
  );

  it("lists Carbon Black as unknown where it runs without its command", async () => {
    expect(await read({ processes: answered("cbagentd") })).toMatchObject([
      { name: "Carbon Black Cloud", state: "unknown", definitions: { isNeeded: false } },
    ]);
  });
});
