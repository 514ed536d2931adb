import type { MachineSummary } from "@muster/shared/api.ts";

export const PLATFORM_WORDS = { linux: "Linux", darwin: "macOS", win32: "Windows" } as const;

/** The system as people name it; its family until the machine has told more. */
export function osInWords({
  osName,
  osVersion,
  platform,
}: Pick<MachineSummary, "osName" | "osVersion" | "platform">): string {
  return osName === null ? PLATFORM_WORDS[platform] : [osName, osVersion].filter(Boolean).join(" ");
}

/** The system without its version, as lists are narrowed by it. */
export function osNameInWords({ osName, platform }: Pick<MachineSummary, "osName" | "platform">): string {
  return osName ?? PLATFORM_WORDS[platform];
}
