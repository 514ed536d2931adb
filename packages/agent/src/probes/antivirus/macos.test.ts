import { describe, expect, it } from "vitest";
import { type Answer, answered, MISSING } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { macosAntivirus } from "./macos.ts";
import { parseXprotectStatus, parseXprotectVersion } from "./xprotect.ts";

const VERSION = answered("Version: 5346 Installed: 2026-05-28 08:53:39 +0000\n");
const STATUS = answered("XProtect launch scans: enabled\nXProtect background scans: enabled\n");
const bundle = (version: string) => answered(JSON.stringify({ CFBundleShortVersionString: version }));
const history = (version: string, date: string) =>
  answered(
    JSON.stringify({
      SPInstallHistoryDataType: [
        { _name: "Safari", install_date: "2026-06-30T00:00:00Z", install_version: "19.0" },
        { _name: "XProtectPlistConfigData", install_date: date, install_version: version },
      ],
    }),
  );

async function xprotect(answers: Record<string, Answer>) {
  const reading = await macosAntivirus.read(scriptedAsk(answers, MISSING));
  if (reading.kind !== "read") throw new Error(`${reading.kind}: ${reading.reason}`);
  return reading.facts.products[0];
}

describe("XProtect", () => {
  it("gives its version and the day of installation", async () => {
    expect(await xprotect({ "xprotect-version": VERSION, "xprotect-status": STATUS })).toMatchObject({
      name: "XProtect",
      state: "on",
      definitions: { version: "5346", publishedAt: "2026-05-28T08:53:39.000Z", confidence: "date" },
    });
  });

  it("takes the highest version of all its homes, with that version's own date", async () => {
    const found = await xprotect({
      "xprotect-version": VERSION,
      "xprotect-bundle": bundle("5331"),
      "xprotect-protected-bundle": bundle("5360"),
      "install-history": history("5360", "2026-06-10T07:00:00Z"),
    });
    expect(found?.definitions).toMatchObject({ version: "5360", publishedAt: "2026-06-10T07:00:00.000Z" });
    expect(found?.definitions.source).toContain("5346 in xprotect version");
  });

  it("does not give the highest version another version's date", async () => {
    const found = await xprotect({ "xprotect-version": VERSION, "xprotect-protected-bundle": bundle("5360") });
    expect(found?.definitions).toMatchObject({ version: "5360", publishedAt: null, confidence: "version" });
  });

  it("does not take a version of 0 for one", () => {
    expect(parseXprotectVersion("Version: 0 Installed: 2026-05-28 08:53:39 +0000")).toBeNull();
  });

  it.each(["Version: 5346", "Version: 5346 Installed: 2026-05-28 08:53", "", "Could not determine version"])(
    "says nothing by %j",
    (text) => {
      expect(parseXprotectVersion(text)).toBeNull();
    },
  );

  it("is off when either kind of scan is disabled, and unknown when one line is missing", () => {
    expect(parseXprotectStatus("XProtect launch scans: enabled\nXProtect background scans: disabled\n")).toEqual({
      isOn: false,
    });
    expect(parseXprotectStatus("XProtect launch scans: enabled\n")).toBeNull();
  });

  it("on macOS 14 has its date from the install history alone, and scans that nobody can ask about", async () => {
    expect(await xprotect({ "install-history": history("2190", "2026-01-05T07:00:00Z") })).toMatchObject({
      state: "unknown",
      definitions: { version: "2190", publishedAt: "2026-01-05T07:00:00.000Z" },
    });
  });

  it("that answers nothing at all is a failure, not a Mac without antivirus", async () => {
    expect((await macosAntivirus.read(scriptedAsk({}, MISSING))).kind).toBe("failed");
  });
});
