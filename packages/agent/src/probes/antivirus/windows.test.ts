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
