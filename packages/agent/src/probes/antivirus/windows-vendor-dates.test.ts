import { describe, expect, it } from "vitest";
import { type Answer, answered, SKIPPED } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { windowsAntivirus } from "./windows.ts";

const json = (value: unknown) => answered(JSON.stringify(value));

async function products(answers: Record<string, Answer>) {
  const reading = await windowsAntivirus.read(scriptedAsk(answers, SKIPPED));
  if (reading.kind !== "read") throw new Error(`${reading.kind}: ${reading.reason}`);
  return reading.facts.products;
}

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
