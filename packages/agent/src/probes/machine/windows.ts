import type { MachineFacts } from "@muster/shared/facts/machine.ts";
import { parseJson } from "../parse-json.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { PowerShellSource, RuntimeSource } from "../source.ts";
import { askRows } from "../windows/powershell-answer.ts";
import { textIn } from "../windows/rows.ts";
import { parseWindowsDate } from "../windows/windows-date.ts";
import { cleanHardwareText } from "./hardware-text.ts";
import { RUNTIME, Runtime } from "./runtime.ts";

const COMPUTER: PowerShellSource = {
  kind: "powershell",
  id: "computer",
  tells: "the edition and build of Windows, the maker, model and numbers, and the last boot",
  privilege: "none",
  expression:
    "$o=Get-CimInstance Win32_OperatingSystem; $c=Get-CimInstance Win32_ComputerSystemProduct; [pscustomobject]@{ Caption=$o.Caption; Version=$o.Version; LastBootUpTime=$o.LastBootUpTime.ToUniversalTime().ToString('o'); Vendor=$c.Vendor; Name=$c.Name; IdentifyingNumber=$c.IdentifyingNumber; UUID=$c.UUID; CSName=$o.CSName }",
};

const SOURCES: readonly [PowerShellSource, RuntimeSource] = [COMPUTER, RUNTIME];

async function read(ask: Ask): Promise<Reading<MachineFacts>> {
  const [computer, runtime] = await Promise.all([askRows(ask, COMPUTER), ask(RUNTIME)]);
  const [row = {}] = computer.kind === "rows" ? computer.rows : [];
  const known = runtime.kind === "answered" ? parseJson(runtime.stdout, Runtime) : null;
  const caption = textIn(row, "Caption");
  if (caption === null && known === null) return { kind: "failed", reason: "neither WMI nor the runtime answered" };
  const bootedAt = parseWindowsDate(row.LastBootUpTime);
  return {
    kind: "read",
    facts: {
      hostname: known?.hostname ?? textIn(row, "CSName") ?? "unknown",
      platform: "win32",
      osName: caption?.slice(0, 300) ?? "Windows",
      osVersion: (textIn(row, "Version") ?? known?.kernel ?? "").slice(0, 100),
      kernel: (known?.kernel ?? textIn(row, "Version") ?? "").slice(0, 100),
      architecture: known?.architecture ?? "",
      manufacturer: cleanHardwareText(textIn(row, "Vendor") ?? ""),
      model: cleanHardwareText(textIn(row, "Name") ?? ""),
      serialNumber: cleanHardwareText(textIn(row, "IdentifyingNumber") ?? ""),
      hardwareUuid: cleanHardwareText(textIn(row, "UUID") ?? "")?.toLowerCase() ?? null,
      // WMI derives it anew at each reading, some milliseconds apart.
      bootedAt: bootedAt?.replace(/\.\d+Z$/, ".000Z") ?? null,
    },
  };
}

/** Which PC this is, from one WMI section. */
export const windowsMachine: Reader<"machine"> = {
  probe: "machine",
  platform: "win32",
  sources: SOURCES,
  origins: [
    { fact: "OS and version, last boot", source: "computer", fallback: "runtime", confidence: "exact", gaps: null },
    { fact: "maker, model, serial number, UUID", source: "computer", fallback: null, confidence: "exact", gaps: null },
  ],
  read,
};
