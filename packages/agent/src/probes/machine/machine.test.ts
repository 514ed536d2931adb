import { describe, expect, it } from "vitest";
import { type Answer, answered, MISSING } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { cleanHardwareText } from "./hardware-text.ts";
import { linuxMachine, parseBootedAt } from "./linux.ts";
import { macosMachine, parseBootTime } from "./macos.ts";
import { windowsMachine } from "./windows.ts";

const RUNTIME = answered(
  JSON.stringify({ hostname: "desk-7", kernel: "6.1.0", architecture: "x64", isPrivileged: true }),
);

async function facts(reader: typeof linuxMachine, answers: Record<string, Answer>) {
  const reading = await reader.read(scriptedAsk({ runtime: RUNTIME, ...answers }, MISSING));
  if (reading.kind !== "read") throw new Error(`${reading.kind}: ${reading.reason}`);
  return reading.facts;
}

describe("which machine it is", () => {
  it("on Linux, from files", async () => {
    const found = await facts(linuxMachine, {
      "os-release": answered('NAME="Debian GNU/Linux"\nVERSION_ID="12"\n# c\nBAD LINE\n'),
      "proc-stat": answered("cpu  1 2 3\nbtime 1780214400\nprocesses 9\n"),
      "dmi-vendor": answered("Example Corp.\n"),
      "dmi-model": answered("To Be Filled By O.E.M.\n"),
      "dmi-serial": { kind: "denied", reason: "root only" },
      "dmi-uuid": { kind: "denied", reason: "root only" },
    });
    expect(found).toMatchObject({
      hostname: "desk-7",
      osName: "Debian GNU/Linux",
      osVersion: "12",
      bootedAt: "2026-05-31T08:00:00.000Z",
      manufacturer: "Example Corp.",
      model: null,
      serialNumber: null,
    });
  });

  it("on Windows, with a boot that does not move by milliseconds", async () => {
    const computer = (fraction: string) =>
      answered(
        JSON.stringify({
          Caption: "Microsoft Windows 11 Pro",
          Version: "10.0.26100",
          LastBootUpTime: `2026-05-31T08:00:00.${fraction}Z`,
          Vendor: "LENOVO",
          Name: "21XX",
          IdentifyingNumber: "PF0000",
          UUID: "AAAA-BBBB",
        }),
      );
    const [a, b] = await Promise.all(
      ["1234567", "7654321"].map((fraction) => facts(windowsMachine, { computer: computer(fraction) })),
    );
    expect(a).toEqual(b);
    expect(a).toMatchObject({ osName: "Microsoft Windows 11 Pro", serialNumber: "PF0000", hardwareUuid: "aaaa-bbbb" });
  });

  it("on macOS", async () => {
    const found = await facts(macosMachine, {
      "sw-vers": answered("ProductName:\t\tmacOS\nProductVersion:\t\t15.5\nBuildVersion:\t\t24F74\n"),
      boottime: answered("{ sec = 1780214400, usec = 123456 } Sun May 31 10:00:00 2026\n"),
    });
    expect(found).toMatchObject({ osName: "macOS", osVersion: "15.5", bootedAt: "2026-05-31T08:00:00.000Z" });
  });

  it("has no boot time from text that is cut off", () => {
    expect(parseBootedAt("btime 178021")).toBeNull();
    expect(parseBootTime("{ sec = 17802144")).toBeNull();
  });
});

it.each(["", " \n", "None", "0000000", "Default string", "System Serial Number", "Not Specified", "123456789"])(
  "%j is no serial number",
  (text) => {
    expect(cleanHardwareText(text)).toBeNull();
  },
);
