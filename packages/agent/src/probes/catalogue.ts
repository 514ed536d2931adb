import type { Platform } from "@muster/shared/facts/machine.ts";
import { linuxAntivirus } from "./antivirus/linux.ts";
import { macosAntivirus } from "./antivirus/macos.ts";
import { windowsAntivirus } from "./antivirus/windows.ts";
import { linuxEncryption } from "./encryption/linux.ts";
import { macosEncryption } from "./encryption/macos.ts";
import { windowsEncryption } from "./encryption/windows.ts";
import { linuxFirewall } from "./firewall/linux.ts";
import { macosFirewall } from "./firewall/macos.ts";
import { windowsFirewall } from "./firewall/windows.ts";
import { linuxMachine } from "./machine/linux.ts";
import { macosMachine } from "./machine/macos.ts";
import { windowsMachine } from "./machine/windows.ts";
import { linuxPasswords } from "./passwords/linux.ts";
import { macosPasswords } from "./passwords/macos.ts";
import { windowsPasswords } from "./passwords/windows.ts";
import type { AnyReader } from "./reader.ts";
import { linuxScreenLock } from "./screen-lock/linux.ts";
import { macosScreenLock } from "./screen-lock/macos.ts";
import { windowsScreenLock } from "./screen-lock/windows.ts";
import { linuxStorage, macosStorage, windowsStorage } from "./storage/storage.ts";
import { linuxUpdates } from "./updates/linux.ts";
import { macosUpdates } from "./updates/macos.ts";
import { windowsUpdates } from "./updates/windows.ts";

/** Every reader of every platform, one line each. */
export const READERS: readonly AnyReader[] = [
  linuxMachine,
  linuxAntivirus,
  linuxFirewall,
  linuxPasswords,
  linuxEncryption,
  linuxScreenLock,
  linuxUpdates,
  linuxStorage,
  windowsMachine,
  windowsAntivirus,
  windowsFirewall,
  windowsPasswords,
  windowsEncryption,
  windowsScreenLock,
  windowsUpdates,
  windowsStorage,
  macosMachine,
  macosAntivirus,
  macosFirewall,
  macosPasswords,
  macosEncryption,
  macosScreenLock,
  macosUpdates,
  macosStorage,
];

/** The reader of one probe on one platform; undefined where nobody has written one. */
export function readerFor(probe: string, platform: Platform): AnyReader | undefined {
  return READERS.find((reader) => reader.probe === probe && reader.platform === platform);
}

/** Everything that is asked of PowerShell on Windows, in the order of the catalogue. */
export const POWERSHELL_SOURCES = READERS.flatMap(({ sources }) =>
  sources.filter((source) => source.kind === "powershell"),
);
