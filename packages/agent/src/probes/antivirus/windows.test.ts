import { describe, expect, it } from "vitest";
import { type Answer, answered, SKIPPED } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { windowsAntivirus } from "./windows.ts";
import { decodeProductState } from "./windows-security-center.ts";

const json = (value: unknown) => answered(JSON.stringify(value));

async function products(answers: Record<string, Answer>) {
  const reading = await windowsAntivirus.read(scriptedAsk(answers, SKIPPED));
  if (reading.kind !== "read") throw new Error(`${reading.kind}: ${reading.reason}`);
  return reading.facts.products;
}

const DEFENDER_ON = {
  AMRunningMode: "Normal",
  AMServiceEnabled: true,
  AntivirusEnabled: true,
  RealTimeProtectionEnabled: true,
  AntivirusSignatureLastUpdated: "/Date(1780214400000)/",
  AntivirusSignatureAge: 0,
  AntivirusSignatureVersion: "1.413.512.0",
  AMProductVersion: "4.18.24050.7",
};

const DEFENDER_ABSENT = {
  ...DEFENDER_ON,
  AMRunningMode: "Not running",
  AMServiceEnabled: false,
  AntivirusEnabled: false,
  RealTimeProtectionEnabled: false,
  AntivirusSignatureLastUpdated: null,
  AntivirusSignatureAge: 4294967295,
  AntivirusSignatureVersion: "0.0.0.0",
  AMProductVersion: "0.0.0.0",
  DefenderSignaturesOutOfDate: false,
};

describe("productState", () => {
  it.each([
    [262144, "off", true],
    [262160, "off", false],
    [266240, "on", true],
    [266256, "on", false],
    [270336, "snoozed", true],
    [327680, "off", true],
    [327696, "off", false],
    [331776, "on", true],
    [344064, "unknown", true],
    [393216, "off", true],
    [393232, "off", false],
    [393472, "off", true],
    [393488, "off", false],
    [397312, "on", true],
    [397328, "on", false],
    [397568, "on", true],
    [397584, "on", false],
    [458752, "off", true],
    [462848, "on", true],
    [274432, "expired", true],
  ])("%i is %s, current: %s", (productState, state, isCurrent) => {
    expect(decodeProductState(productState)).toEqual({ state, isCurrent });
  });
});

describe("Security Center", () => {
  it("reads a single object as PowerShell prints a lone result, with a byte order mark", async () => {
    const text = `\uFEFF${JSON.stringify({ displayName: "Example AV", productState: 266240 })}`;
    expect(await products({ "security-center": answered(text) })).toMatchObject([
      {
        name: "Example AV",
        state: "on",
        definitions: { confidence: "flag", vendorSaysCurrent: true, publishedAt: null },
      },
    ]);
  });

  it("reads PowerShell 5.1's array in an object", async () => {
    const wrapped = { value: [{ displayName: "Example AV", productState: 266256 }], Count: 1 };
    expect(await products({ "security-center": json(wrapped) })).toMatchObject([{ state: "on" }]);
  });

  it("marks the worse of two registrations of one product as a duplicate", async () => {
    const found = await products({
      "security-center": json([
        { displayName: "Example AV", productState: 262144, instanceGuid: "{1}" },
        { displayName: "Example AV", productState: 266240, instanceGuid: "{2}" },
      ]),
    });
    expect(found.map(({ state, registration }) => [state, registration])).toEqual([
      ["on", "genuine"],
      ["off", "duplicate"],
    ]);
  });

  it("marks a registration whose program is gone as a ghost, even one that says on", async () => {
    const found = await products({
      "security-center": json([
        { displayName: "Removed AV", productState: 266240, reportingExeExists: false },
        { displayName: "Windows Defender", productState: 397568, reportingExeExists: true },
      ]),
    });
    expect(found.map(({ name, registration }) => [name, registration])).toEqual([
      ["Windows Defender", "genuine"],
      ["Removed AV", "ghost"],
    ]);
  });

  it("says that nothing is registered when it answers with nothing", async () => {
    expect(await products({ "security-center": answered("") })).toEqual([]);
  });

  it("takes rows without names for no answer at all", async () => {
    const reading = await windowsAntivirus.read(scriptedAsk({ "security-center": json([{ a: 1 }]) }, SKIPPED));
    expect(reading.kind).toBe("failed");
  });

  it("takes a date from the vendor where the registration has only a flag", async () => {
    const found = await products({
      "security-center": json([{ displayName: "Kaspersky Endpoint Security", productState: 266240 }]),
      "vendor-definitions": json([{ Vendor: "Kaspersky", Value: "1780214400", Version: null }]),
    });
    expect(found[0]?.definitions).toMatchObject({ publishedAt: "2026-05-31T08:00:00.000Z", confidence: "date" });
  });

  it.each([
    ["Kaspersky", "4294967295", null],
    ["Symantec", "[DefDates]\r\nCurDefs=20260530.021\r\nLastDefs=20260529.003", "2026-05-30T00:00:00.000Z"],
    ["McAfee", "2026/05/30", "2026-05-30T00:00:00.000Z"],
    ["ESET", "29417 (20260530)", "2026-05-30T00:00:00.000Z"],
    ["ESET", "29417 (20261399)", null],
  ])("reads %s's %j as %s", async (vendor, value, publishedAt) => {
    const found = await products({
      "security-center": json([{ displayName: `${vendor} Product`, productState: 266240 }]),
      "vendor-definitions": json([{ Vendor: vendor, Value: value, Version: null }]),
    });
    expect(found[0]?.definitions.publishedAt).toBe(publishedAt);
  });
});

describe("definitions by the vendor's own registry or file", () => {
  const definitionsOf = async (displayName: string, ...rows: object[]) => {
    const found = await products({
      "security-center": json([{ displayName, productState: 266240 }]),
      "vendor-definitions": json(rows),
    });
    return found[0]?.definitions;
  };
  const updateText = (epochSeconds: number | string) =>
    `Version: 7.95171\r\nSignature number: 12345678\r\nUpdate time: Sun May 31 10:00:00 2026\r\nUpdate time GMT: ${epochSeconds}\r\n`;

  it("come from the newest of Bitdefender's engines that lie side by side", async () => {
    const definitions = await definitionsOf(
      "Bitdefender Endpoint Security Tools Antimalware",
      { Vendor: "Bitdefender", Value: updateText(1_777_622_400) },
      { Vendor: "Bitdefender", Value: updateText(1_780_214_400) },
    );
    expect(definitions).toMatchObject({
      publishedAt: "2026-05-31T08:00:00.000Z",
      version: "12345678",
      confidence: "date",
      vendorSaysCurrent: true,
    });
  });

  it("have no date where Bitdefender gives only local time", async () => {
    const text = updateText("").replace(/Update time GMT.*/s, "");
    expect(await definitionsOf("Bitdefender Antivirus", { Vendor: "Bitdefender", Value: text })).toMatchObject({
      publishedAt: null,
      confidence: "flag",
    });
  });

  const pattern = {
    Vendor: "Trend Micro",
    Value: "20240115",
    Version: "1887900",
    SmartValue: "20260530",
    SmartVersion: "1897500",
  };
  it.each([
    [{ ...pattern, ScanType: "1" }, "2026-05-30T00:00:00.000Z", "18.975.00"],
    [{ ...pattern, ScanType: "0" }, "2024-01-15T00:00:00.000Z", "18.879.00"],
    [{ ...pattern, ScanType: "" }, "2024-01-15T00:00:00.000Z", "18.879.00"],
    [{ ...pattern, ScanType: "1", SmartValue: "0", SmartVersion: "0" }, "2024-01-15T00:00:00.000Z", "18.879.00"],
    [{ ...pattern, ScanType: "1", SmartValue: "20261399" }, null, "18.975.00"],
  ])("are those of the Trend Micro pattern in use: %j", async (row, publishedAt, version) => {
    expect(await definitionsOf("Trend Micro Apex One Antivirus", row)).toMatchObject({ publishedAt, version });
  });

  it.each([
    ["0", "2026-05-31T08:00:00.000Z", "date"],
    ["107", null, "flag"],
    ["", null, "flag"],
  ])("have Sophos's date when its last update ended with %j", async (Result, publishedAt, confidence) => {
    const row = { Vendor: "Sophos", Value: "1780214400", Version: null, Result };
    expect(await definitionsOf("Sophos Intercept X", row)).toMatchObject({ publishedAt, confidence });
  });

  it("have Avira's version, and its flag instead of a date", async () => {
    expect(await definitionsOf("Avira Antivirus", { Vendor: "Avira", Version: "8.20.12.34" })).toMatchObject({
      publishedAt: null,
      version: "8.20.12.34",
      confidence: "flag",
    });
  });
});

describe("Defender", () => {
  it("gives the date of its signatures, and takes the place of its registration", async () => {
    const found = await products({
      "security-center": json([{ displayName: "Windows Defender", productState: 397568 }]),
      defender: json(DEFENDER_ON),
    });
    expect(found).toMatchObject([
      {
        name: "Microsoft Defender Antivirus",
        state: "on",
        definitions: { publishedAt: "2026-05-31T08:00:00.000Z", confidence: "date", vendorSaysCurrent: true },
      },
    ]);
  });

  it("is the only source on a server, which has no Security Center", async () => {
    const invalidNamespace = answered("", "0x80131500 HRESULT 0x8004100e,Get-CimInstance Espace de noms non valide", 1);
    const found = await products({ "security-center": invalidNamespace, defender: json([DEFENDER_ON]) });
    expect(found).toMatchObject([{ name: "Microsoft Defender Antivirus", state: "on" }]);
  });

  it("without signatures has no date, whatever DefenderSignaturesOutOfDate says", async () => {
    const found = await products({ defender: json(DEFENDER_ABSENT) });
    expect(found).toMatchObject([
      {
        state: "off",
        version: null,
        definitions: { publishedAt: null, version: null, confidence: "none", vendorSaysCurrent: null },
      },
    ]);
  });

  it("whose signatures were never updated has no date, whatever stands in its field", async () => {
    const never = { ...DEFENDER_ABSENT, AntivirusSignatureLastUpdated: "2026-05-31T08:00:00Z" };
    expect((await products({ defender: json(never) }))[0]?.definitions).toMatchObject({ publishedAt: null });
  });

  it.each([
    ["Passive Mode", "passive"],
    ["SxS Passive Mode", "passive"],
    ["EDR Block Mode", "passive"],
    ["Not running", "off"],
    ["Some New Mode", "unknown"],
  ])("in %s is %s", async (mode, state) => {
    expect(await products({ defender: json({ ...DEFENDER_ON, AMRunningMode: mode }) })).toMatchObject([{ state }]);
  });

  it("before 2019 had no running mode: its service and real-time protection tell", async () => {
    const { AMRunningMode: _mode, ...old } = DEFENDER_ON;
    expect(await products({ defender: json(old) })).toMatchObject([{ state: "on" }]);
    expect(await products({ defender: json({ ...old, RealTimeProtectionEnabled: false }) })).toMatchObject([
      { state: "off" },
    ]);
    const { AMServiceEnabled: _service, ...unclear } = old;
    expect(await products({ defender: json(unclear) })).toMatchObject([{ state: "unknown" }]);
  });

  it("that fails with 0x800106ba beside another product leaves that product standing", async () => {
    const found = await products({
      "security-center": json([{ displayName: "CrowdStrike Falcon Sensor", productState: 266240 }]),
      defender: answered("", "0x80131500 HRESULT 0x800106ba,Get-MpComputerStatus A general error occurred", 1),
    });
    expect(found).toMatchObject([{ name: "CrowdStrike Falcon Sensor", state: "on" }]);
  });

  it("off beside another product that is on stays off: the server judges", async () => {
    const found = await products({
      "security-center": json([
        { displayName: "Windows Defender", productState: 393472 },
        { displayName: "Bitdefender Endpoint Security", productState: 266240 },
      ]),
    });
    expect(found.map(({ name, state }) => [name, state])).toEqual([
      ["Bitdefender Endpoint Security", "on"],
      ["Windows Defender", "off"],
    ]);
  });
});

describe("Defender whose cmdlet fails", () => {
  const failing = answered("", "0x80131500 HRESULT 0x800106ba,Get-MpComputerStatus A general error occurred", 1);
  // FILETIME of 2026-05-31T08:00:00Z.
  const registry = {
    SignatureVersion: "1.413.512.0",
    SignatureApplied: "134246880000000000",
    ServiceStatus: 4,
    RealTimeDisabled: null,
  };
  const PUBLISHED = { publishedAt: "2026-05-31T08:00:00.000Z", version: "1.413.512.0", confidence: "date" };

  it("is dated by the registry, and keeps Security Center's state", async () => {
    const found = await products({
      "security-center": json([{ displayName: "Windows Defender", productState: 397568 }]),
      defender: failing,
      "defender-registry": json(registry),
    });
    expect(found).toMatchObject([
      { name: "Windows Defender", state: "on", definitions: { ...PUBLISHED, vendorSaysCurrent: true } },
    ]);
  });

  it.each([
    [{}, "unknown"],
    [{ ServiceStatus: 1 }, "off"],
    [{ RealTimeDisabled: 1 }, "off"],
    [{ RealTimeDisabled: 0 }, "unknown"],
    [{ ServiceStatus: null }, "unknown"],
  ])("stands by the registry alone on a server, never as on: %j is %s", async (change, state) => {
    const found = await products({ defender: failing, "defender-registry": json({ ...registry, ...change }) });
    expect(found).toMatchObject([{ name: "Microsoft Defender Antivirus", state, definitions: PUBLISHED }]);
  });

  it("is not added by what it left in the registry beside another vendor's product", async () => {
    const found = await products({
      "security-center": json([{ displayName: "Example AV", productState: 266240 }]),
      defender: failing,
      "defender-registry": json(registry),
    });
    expect(found).toMatchObject([{ name: "Example AV" }]);
  });

  it("keeps the flag where the registry has no date", async () => {
    const found = await products({
      "security-center": json([{ displayName: "Windows Defender", productState: 397584 }]),
      "defender-registry": json({ ...registry, SignatureApplied: "0" }),
    });
    expect(found[0]?.definitions).toMatchObject({ publishedAt: null, confidence: "flag", vendorSaysCurrent: false });
  });
});

describe("sensors that register nowhere", () => {
  it("are listed by their running Windows service, without a need for definitions", async () => {
    const found = await products({
      "security-center": answered("[]"),
      sensors: json({ Name: "CSFalconService", Status: 4 }),
    });
    expect(found).toMatchObject([{ name: "CrowdStrike Falcon", state: "on", definitions: { isNeeded: false } }]);
  });

  it("are not listed twice when they do register", async () => {
    const found = await products({
      "security-center": json([{ displayName: "CrowdStrike Falcon Sensor", productState: 266240 }]),
      sensors: json([{ Name: "CSFalconService", Status: 4 }]),
    });
    expect(found).toHaveLength(1);
  });
});

it("says why when no source answers", async () => {
  const denied: Answer = answered("", "0x80070005 UnauthorizedAccess Zugriff verweigert", 1);
  const reading = await windowsAntivirus.read(scriptedAsk({ "security-center": denied, defender: denied }, SKIPPED));
  expect(reading.kind).toBe("denied");
});
