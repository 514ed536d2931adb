import type { MachineFacts } from "@muster/shared/facts/machine.ts";
import { toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import type { Answer } from "../answer.ts";
import { parseAssignments } from "../lines.ts";
import { parseJson } from "../parse-json.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { FileSource, HardwareSource } from "../source.ts";
import { cleanHardwareText } from "./hardware-text.ts";
import { RUNTIME, Runtime } from "./runtime.ts";

function file(id: string, path: string, tells: string, privilege: "none" | "root" = "none"): FileSource {
  const remedy = privilege === "root" ? { remedy: "run the agent as root" } : {};
  return { kind: "file", id, path: () => path, tells, privilege, ...remedy };
}

const OS_RELEASE = file("os-release", "/etc/os-release", "the distribution and its version");
const STAT = file("proc-stat", "/proc/stat", "when the machine started (btime)");
const VENDOR = file("dmi-vendor", "/sys/class/dmi/id/sys_vendor", "the maker");
const MODEL = file("dmi-model", "/sys/class/dmi/id/product_name", "the model");
const SERIAL = file("dmi-serial", "/sys/class/dmi/id/product_serial", "the serial number", "root");
const UUID = file("dmi-uuid", "/sys/class/dmi/id/product_uuid", "the hardware's UUID", "root");

const HARDWARE: HardwareSource = {
  kind: "hardware",
  id: "hardware",
  tells: "maker, model and numbers where there is no DMI table, as on most ARM boards",
  privilege: "none",
};

const Hardware = z.looseObject({
  manufacturer: z.string().catch(""),
  model: z.string().catch(""),
  serial: z.string().catch(""),
  uuid: z.string().catch(""),
});

type Identity = Pick<MachineFacts, "manufacturer" | "model" | "serialNumber" | "hardwareUuid">;

function textOf(answer: Answer): string | null {
  return answer.kind === "answered" ? cleanHardwareText(answer.stdout) : null;
}

async function readIdentity(ask: Ask): Promise<Identity> {
  const answers = await Promise.all([VENDOR, MODEL, SERIAL, UUID].map(ask));
  if (answers.some(({ kind }) => kind === "answered" || kind === "denied")) {
    const [manufacturer, model, serialNumber, hardwareUuid] = answers.map(textOf);
    return {
      manufacturer: manufacturer ?? null,
      model: model ?? null,
      serialNumber: serialNumber ?? null,
      hardwareUuid: hardwareUuid?.toLowerCase() ?? null,
    };
  }
  const answer = await ask(HARDWARE);
  const hardware = answer.kind === "answered" ? parseJson(answer.stdout, Hardware) : null;
  return {
    manufacturer: cleanHardwareText(hardware?.manufacturer ?? ""),
    model: cleanHardwareText(hardware?.model ?? ""),
    serialNumber: cleanHardwareText(hardware?.serial ?? ""),
    hardwareUuid: cleanHardwareText(hardware?.uuid ?? "")?.toLowerCase() ?? null,
  };
}

/** The kernel's own start in whole seconds (proc(5)); unlike an uptime it does not move between two readings. */
export function parseBootedAt(procStat: string): string | null {
  const match = /^btime (\d{9,11})$/m.exec(procStat);
  return match ? toInstant(Number(match[1]) * 1000) : null;
}

async function read(ask: Ask): Promise<Reading<MachineFacts>> {
  const [runtime, release, stat, identity] = await Promise.all([
    ask(RUNTIME),
    ask(OS_RELEASE),
    ask(STAT),
    readIdentity(ask),
  ]);
  const known = runtime.kind === "answered" ? parseJson(runtime.stdout, Runtime) : null;
  const names = parseAssignments(release.kind === "answered" ? release.stdout : "");
  return {
    kind: "read",
    facts: {
      hostname: known?.hostname ?? "unknown",
      platform: "linux",
      osName: names.get("NAME") || "Linux",
      osVersion: names.get("VERSION_ID") ?? "",
      kernel: known?.kernel ?? "",
      architecture: known?.architecture ?? "",
      ...identity,
      bootedAt: stat.kind === "answered" ? parseBootedAt(stat.stdout) : null,
    },
  };
}

/** Which PC this is: files that the kernel keeps, and `systeminformation` only where it keeps none. */
export const linuxMachine: Reader<"machine"> = {
  probe: "machine",
  platform: "linux",
  sources: [RUNTIME, OS_RELEASE, STAT, VENDOR, MODEL, SERIAL, UUID, HARDWARE],
  origins: [
    { fact: "OS and version", source: "os-release", fallback: null, confidence: "exact", gaps: null },
    { fact: "kernel, name, architecture", source: "runtime", fallback: null, confidence: "exact", gaps: null },
    { fact: "last boot", source: "proc-stat", fallback: null, confidence: "exact", gaps: null },
    { fact: "maker, model", source: "dmi-vendor, dmi-model", fallback: "hardware", confidence: "exact", gaps: null },
    {
      fact: "serial number, UUID",
      source: "dmi-serial, dmi-uuid",
      fallback: "hardware",
      confidence: "exact",
      gaps: "Without root the kernel shows neither.",
    },
  ],
  read,
};
