import type { ProbeId } from "@muster/shared/facts/index.ts";
import type { Platform } from "@muster/shared/facts/machine.ts";
import { linuxAntivirus } from "./antivirus/linux.ts";
import { linuxFirewall } from "./firewall/linux.ts";
import { linuxMachine } from "./machine/linux.ts";
import { linuxPasswords } from "./passwords/linux.ts";
import type { AnyReader } from "./reader.ts";

/** Every reader of every platform, one line each. */
export const READERS: readonly AnyReader[] = [linuxMachine, linuxAntivirus, linuxFirewall, linuxPasswords];

/** The reader of one probe on one platform; undefined where nobody has written one. */
export function readerFor(probe: ProbeId, platform: Platform): AnyReader | undefined {
  return READERS.find((reader) => reader.probe === probe && reader.platform === platform);
}
