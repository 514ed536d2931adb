import type { MachineFacts } from "@muster/shared/facts/machine.ts";
import { toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import type { Answer } from "../answer.ts";
import { parseJson } from "../parse-json.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { CommandSource, HardwareSource } from "../source.ts";
import { cleanHardwareText } from "./hardware-text.ts";
import { RUNTIME, Runtime } from "./runtime.ts";

const VERSION: CommandSource = {
  kind: "command",
  id: "sw-vers",
  tells: "macOS's name and version",
  programs: ["/usr/bin/sw_vers"],
  args: [],
  privilege: "none",
};

const BOOT: CommandSource = {
  kind: "command",
  id: "boottime",
  tells: "when the machine started",
  programs: ["/usr/sbin/sysctl"],
  args: ["-n", "kern.boottime"],
  privilege: "none",
};

const HARDWARE: HardwareSource = {
  kind: "hardware",
  id: "hardware",
  tells: "the model, serial number and UUID",
  privilege: "none",
};

const Hardware = z.looseObject({
  manufacturer: z.string().catch(""),
  model: z.string().catch(""),
  serial: z.string().catch(""),
  uuid: z.string().catch(""),
});

function textOf(answer: Answer): string {
  return answer.kind === "answered" && answer.exitCode === 0 ? answer.stdout : "";
}

/** Reads `sw_vers`, whose lines are `ProductName:`, a blank and a value. */
function parseSwVers(text: string): { name: string | null; version: string | null } {
  const value = (key: string) => new RegExp(`^${key}:[ \\t]*(\\S[^\\r\\n]{0,99})`, "m").exec(text)?.[1]?.trim() ?? null;
  return { name: value("ProductName"), version: value("ProductVersion") };
}

/** Reads `{ sec = 1748420019, usec = 123 } …`. */
export function parseBootTime(text: string): string | null {
  const seconds = /\{ sec = (\d{9,11}), usec = \d+ \}/.exec(text)?.[1];
  return seconds === undefined ? null : toInstant(Number(seconds) * 1000);
}

async function read(ask: Ask): Promise<Reading<MachineFacts>> {
  const [versionAnswer, boot, runtime, hardwareAnswer] = await Promise.all([
    ask(VERSION),
    ask(BOOT),
    ask(RUNTIME),
    ask(HARDWARE),
  ]);
  const known = runtime.kind === "answered" ? parseJson(runtime.stdout, Runtime) : null;
  const { name, version } = parseSwVers(textOf(versionAnswer));
  if (name === null && known === null) return { kind: "failed", reason: "neither sw_vers nor the runtime answered" };
  const hardware = parseJson(textOf(hardwareAnswer), Hardware);
  return {
    kind: "read",
    facts: {
      hostname: known?.hostname ?? "unknown",
      platform: "darwin",
      osName: name ?? "macOS",
      osVersion: version ?? "",
      kernel: known?.kernel ?? "",
      architecture: known?.architecture ?? "",
      manufacturer: cleanHardwareText(hardware?.manufacturer ?? ""),
      model: cleanHardwareText(hardware?.model ?? ""),
      serialNumber: cleanHardwareText(hardware?.serial ?? ""),
      hardwareUuid: cleanHardwareText(hardware?.uuid ?? "")?.toLowerCase() ?? null,
      bootedAt: parseBootTime(textOf(boot)),
    },
  };
}

/** Which Mac this is. */
export const macosMachine: Reader<"machine"> = {
  probe: "machine",
  platform: "darwin",
  sources: [VERSION, BOOT, RUNTIME, HARDWARE],
  origins: [
    { fact: "OS and version", source: "sw-vers", fallback: null, confidence: "exact", gaps: null },
    { fact: "last boot", source: "boottime", fallback: null, confidence: "exact", gaps: null },
    { fact: "model, serial number, UUID", source: "hardware", fallback: null, confidence: "exact", gaps: null },
  ],
  read,
};
