import type { MachineFacts } from "@muster/shared/facts/machine.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { Answer } from "../answer.ts";
import { parseAssignments } from "../lines.ts";
import { parseJson } from "../parse-json.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { FileSource } from "../source.ts";
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

const BOARD_MODEL = file("board-model", "/proc/device-tree/model", "the model of an ARM board, which has no DMI table");
const BOARD_SERIAL = file("board-serial", "/proc/device-tree/serial-number", "the serial number of an ARM board");

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
  const [board, boardSerial] = await Promise.all([ask(BOARD_MODEL), ask(BOARD_SERIAL)]);
  return { manufacturer: null, model: textOf(board), serialNumber: textOf(boardSerial), hardwareUuid: null };
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

/** Which PC this is: from files that the kernel keeps, so that nothing is started for it. */
export const linuxMachine: Reader<"machine"> = {
  probe: "machine",
  platform: "linux",
  sources: [RUNTIME, OS_RELEASE, STAT, VENDOR, MODEL, SERIAL, UUID, BOARD_MODEL, BOARD_SERIAL],
  origins: [
    { fact: "OS and version", source: "os-release", fallback: null, confidence: "exact", gaps: null },
    { fact: "kernel, name, architecture", source: "runtime", fallback: null, confidence: "exact", gaps: null },
    { fact: "last boot", source: "proc-stat", fallback: null, confidence: "exact", gaps: null },
    {
      fact: "maker, model",
      source: "dmi-vendor, dmi-model",
      fallback: "board-model, board-serial",
      confidence: "exact",
      gaps: null,
    },
    {
      fact: "serial number, UUID",
      source: "dmi-serial, dmi-uuid",
      fallback: "board-model, board-serial",
      confidence: "exact",
      gaps: "Without root the kernel shows neither.",
    },
  ],
  read,
};
