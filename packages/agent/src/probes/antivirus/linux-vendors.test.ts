import { describe, expect, it } from "vitest";
import { type Answer, answered, MISSING } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { parseBduitool } from "./bitdefender.ts";
import { parseEsetModules } from "./eset.ts";
import { linuxAntivirus } from "./linux.ts";

async function read(answers: Record<string, Answer>) {
  const reading = await linuxAntivirus.read(scriptedAsk(answers, MISSING));
  if (reading.kind !== "read") throw new Error(`not read: ${reading.reason}`);
  return reading.facts.products;
}

const BITDEFENDER = `Product version: 7.1.2.34
New product update available: yes
Engines version: 7.95555
Last security content update: 2026-05-31 at 10:00:00 GMT+2
New security content available: no
Features:
  - Antimalware status: On
  - NetworkMonitor status: Off
`;

describe("bduitool", () => {
  it("gives state, engine and the instant of the last update in its zone", () => {
    expect(parseBduitool(BITDEFENDER)).toMatchObject({
      state: "on",
      realTime: "unknown",
      version: "7.1.2.34",
      definitions: {
        publishedAt: "2026-05-31T08:00:00.000Z",
        version: "7.95555",
        confidence: "date",
        vendorSaysCurrent: true,
      },
    });
  });

  it.each([
    ["GMT-3", "2026-05-31T13:00:00.000Z"],
    ["GMT+5:30", "2026-05-31T04:30:00.000Z"],
    ["GMT", "2026-05-31T10:00:00.000Z"],
  ])("reads the zone %s", (zone, publishedAt) => {
    expect(parseBduitool(BITDEFENDER.replace("GMT+2", zone))?.definitions.publishedAt).toBe(publishedAt);
  });

  it("has no date without a zone", () => {
    const { definitions } = parseBduitool(BITDEFENDER.replace(" GMT+2", "")) ?? {};
    expect(definitions).toMatchObject({ publishedAt: null, confidence: "version" });
  });

  it("is off by its antimalware module alone, whatever its other features say", () => {
    expect(parseBduitool(BITDEFENDER.replace("Antimalware status: On", "Antimalware status: Off"))).toMatchObject({
      state: "off",
      realTime: "off",
    });
    expect(parseBduitool(BITDEFENDER.replace(/.*Antimalware.*\n/, ""))).toBeNull();
  });

  it("says that content waits", () => {
    const text = BITDEFENDER.replace("content available: no", "content available: yes");
    expect(parseBduitool(text)?.definitions.vendorSaysCurrent).toBe(false);
  });

  it("that fails leaves the product unknown", async () => {
    expect(await read({ bduitool: answered("", "must be root", 1) })).toMatchObject([
      { name: "Bitdefender Endpoint Security Tools", state: "unknown", definitions: { confidence: "none" } },
    ]);
  });
});

const MODULES =
  "EM000\t  1088 (20260108)\tUpdate module\nEM002\t 31832 (20260530)\tDetection engine\nEM023\t 26932 (20260531)\tRapid Response module\n";

describe("ESET", () => {
  it("has the day of its detection engine, not of another module", () => {
    expect(parseEsetModules(MODULES)).toEqual({ version: "31832", publishedAt: "2026-05-30T00:00:00.000Z" });
  });

  it.each(["", "EM000\t1088 (20260108)\tUpdate module\n", "EM002\t", "EM002\t 31832 (2026053"])(
    "has none by %j",
    (text) => {
      expect(parseEsetModules(text)).toBeNull();
    },
  );

  it("has a version alone where the day is none of the calendar", async () => {
    const [eset] = await read({ "eset-modules": answered(MODULES.replace("20260530", "20261399")) });
    expect(eset?.definitions).toMatchObject({ publishedAt: null, version: "31832", confidence: "version" });
  });

  it.each([
    ["startd\nscand\noaeventd", "on", "on"],
    ["startd\nscand", "on", "unknown"],
    ["startd", "off", "off"],
  ])("with %j running is %s, in real time %s", async (processes, state, realTime) => {
    const found = await read({ "eset-modules": answered(MODULES), processes: answered(processes) });
    expect(found).toMatchObject([{ name: "ESET", state, realTime }]);
  });

  it("is unknown where running programs cannot be listed", async () => {
    expect(await read({ "eset-modules": answered(MODULES) })).toMatchObject([
      { state: "unknown", realTime: "unknown" },
    ]);
  });
});

describe("Sophos", () => {
  const status = (onAccess: string) =>
    answered(
      `<?xml version="1.0"?><status><on-access>${onAccess}</on-access><entity><product-version>1.2.3.4</product-version></entity></status>`,
    );
  const updates = (time: string) => answered(JSON.stringify({ InstallState: "0", LastGoodInstallTime: time }, null, 2));
  const WATCHING = answered("sophos_watchdog\nsophos_threat_d\nsoapd");
  const sophos = async (answers: Record<string, Answer>) => (await read(answers))[0];

  it("protects with its detector and its on-access scanner running, dated by the last good update", async () => {
    expect(
      await sophos({ "sophos-status": status("true"), "sophos-updates": updates("1780214400"), processes: WATCHING }),
    ).toMatchObject({
      name: "Sophos Protection for Linux",
      state: "on",
      realTime: "on",
      version: "1.2.3.4",
      definitions: { publishedAt: "2026-05-31T08:00:00.000Z", confidence: "date" },
    });
  });

  it("told not to watch is on without real-time protection", async () => {
    expect(await sophos({ "sophos-status": status("false"), processes: WATCHING })).toMatchObject({
      state: "on",
      realTime: "off",
    });
  });

  it.each([
    ["sophos_watchdog", "unknown", "unknown"],
    ["systemd", "off", "off"],
  ])("with only %s running is %s: its detector sleeps while nothing is scanned", async (name, state, realTime) => {
    expect(await sophos({ "sophos-status": status("true"), processes: answered(name) })).toMatchObject({
      state,
      realTime,
    });
  });

  it.each([
    ["1780214400000", "2026-05-31T08:00:00.000Z"],
    ["0", null],
    ["soon", null],
  ])("updated at %j is dated %s", async (time, publishedAt) => {
    const found = await sophos({ "sophos-updates": updates(time), processes: WATCHING });
    expect(found?.definitions.publishedAt).toBe(publishedAt);
  });

  it("is listed though its files are hidden from the agent, and not where nothing of it is there", async () => {
    const denied: Answer = { kind: "denied", reason: "no" };
    const found = await sophos({ "sophos-status": denied, "sophos-updates": denied, processes: WATCHING });
    expect(found).toMatchObject({ state: "on", realTime: "unknown", definitions: { confidence: "none" } });
    expect(await read({ processes: answered("systemd") })).toEqual([]);
  });
});
