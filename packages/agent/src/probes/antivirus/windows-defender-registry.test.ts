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
