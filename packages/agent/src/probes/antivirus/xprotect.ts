import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import { type Instant, toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import type { Answer } from "../answer.ts";
import { parseJson } from "../parse-json.ts";
import type { Ask } from "../reader.ts";
import type { CommandSource } from "../source.ts";

const VERSION: CommandSource = {
  kind: "command",
  id: "xprotect-version",
  tells: "XProtect's definitions as last fetched, and when they were installed (macOS 15 and later)",
  programs: ["/usr/bin/xprotect"],
  args: ["version"],
  privilege: "none",
};

const STATUS: CommandSource = { ...VERSION, id: "xprotect-status", tells: "whether XProtect scans", args: ["status"] };

function bundle(id: string, folder: string): CommandSource {
  return {
    kind: "command",
    id,
    tells: "the version of XProtect's definitions in one of their two homes",
    programs: ["/usr/bin/plutil"],
    args: ["-convert", "json", "-o", "-", `${folder}/XProtect.bundle/Contents/Info.plist`],
    privilege: "none",
  };
}

const SYSTEM_BUNDLE = bundle("xprotect-bundle", "/Library/Apple/System/Library/CoreServices");
const PROTECTED_BUNDLE = bundle("xprotect-protected-bundle", "/var/protected/xprotect");

const HISTORY: CommandSource = {
  kind: "command",
  id: "install-history",
  tells: "when each version of XProtect's definitions was installed",
  programs: ["/usr/sbin/system_profiler"],
  args: ["SPInstallHistoryDataType", "-json"],
  timeoutMs: 30_000,
  privilege: "none",
};

export const XPROTECT_SOURCES = [VERSION, STATUS, SYSTEM_BUNDLE, PROTECTED_BUNDLE, HISTORY] as const;

type Found = { version: number; installedAt: Instant | null; source: string };

const Bundle = z.looseObject({ CFBundleShortVersionString: z.string().regex(/^\d{1,9}$/) });
const History = z.looseObject({
  SPInstallHistoryDataType: z.array(
    z.looseObject({
      _name: z.string().catch(""),
      install_date: z.string().catch(""),
      install_version: z.string().catch(""),
    }),
  ),
});

function toDate(text: string): Instant | null {
  const epochMs = Date.parse(text);
  return Number.isFinite(epochMs) && epochMs > 0 && epochMs < Date.UTC(9999, 0, 1) ? toInstant(epochMs) : null;
}

/** Reads `Version: 5346 Installed: 2026-05-28 08:53:39 +0000`; null when the line is cut before its zone. */
export function parseXprotectVersion(text: string): Found | null {
  const line = /Version:\s*(\d{1,9})\s+Installed:\s*(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2})\b/.exec(
    text,
  );
  if (!line || line[1] === "0") return null;
  const installedAt = toDate(`${line[2]}T${line[3]}${line[4]}:${line[5]}`);
  return { version: Number(line[1]), installedAt, source: "xprotect version" };
}

function parseBundle(text: string, source: string): Found | null {
  const version = parseJson(text, Bundle)?.CFBundleShortVersionString;
  return version === undefined || version === "0" ? null : { version: Number(version), installedAt: null, source };
}

/** Reads XProtect's entries of `system_profiler SPInstallHistoryDataType -json`. */
function parseInstallHistory(text: string): Found[] {
  const entries = parseJson(text, History)?.SPInstallHistoryDataType ?? [];
  return entries.flatMap(({ _name, install_date, install_version }) =>
    /^XProtectPlistConfigData/.test(_name) && /^\d{1,9}$/.test(install_version)
      ? [{ version: Number(install_version), installedAt: toDate(install_date), source: "the install history" }]
      : [],
  );
}

/** Reads both lines of `xprotect status`; null where either is missing. */
export function parseXprotectStatus(text: string): { isOn: boolean } | null {
  const read = (kind: string) =>
    new RegExp(`^XProtect ${kind} scans: (enabled|disabled)[ \\t]*\\r?$`, "m").exec(text)?.[1];
  const [launch, background] = [read("launch"), read("background")];
  if (launch === undefined || background === undefined) return null;
  return { isOn: launch === "enabled" && background === "enabled" };
}

function textOf(answer: Answer | undefined): string {
  return answer?.kind === "answered" && answer.exitCode === 0 ? answer.stdout : "";
}

/**
 * Each home may lag behind the others: Apple sends versions by two channels, and `xprotect version` is what iCloud
 * fetched last. The highest version counts, with the date of whichever source knows that very version.
 */
function findNewest(found: readonly Found[]): Found | null {
  const highest = Math.max(...found.map(({ version }) => version));
  const same = found.filter(({ version }) => version === highest);
  return same.find(({ installedAt }) => installedAt !== null) ?? same[0] ?? null;
}

/** macOS's own XProtect; null where no source of it was understood. */
export async function readXprotect(ask: Ask): Promise<AntivirusProduct | null> {
  const [versionAnswer, statusAnswer, system, guarded] = await Promise.all(
    [VERSION, STATUS, SYSTEM_BUNDLE, PROTECTED_BUNDLE].map(ask),
  );
  const fetched = parseXprotectVersion(textOf(versionAnswer));
  const bundles = [
    parseBundle(textOf(system), "the system's XProtect bundle"),
    parseBundle(textOf(guarded), "the protected XProtect bundle"),
  ];
  let found = [fetched, ...bundles].filter((entry) => entry !== null);
  // Listing the history takes seconds, so it is asked only where the newest version has no date yet.
  if (found.length === 0 || findNewest(found)?.installedAt === null) {
    found = [...found, ...parseInstallHistory(textOf(await ask(HISTORY)))];
  }
  const status = parseXprotectStatus(textOf(statusAnswer));
  const newest = found.length > 0 ? findNewest(found) : null;
  if (newest === null && status === null) return null;
  const versions = found.map(({ version, source }) => `${version} in ${source}`).slice(0, 5);
  return {
    name: "XProtect",
    state: status === null ? "unknown" : status.isOn ? "on" : "off",
    realTime: status === null ? "unknown" : status.isOn ? "on" : "off",
    definitions: {
      publishedAt: newest?.installedAt ?? null,
      version: newest ? String(newest.version) : null,
      confidence: newest?.installedAt ? "date" : newest ? "version" : "none",
      vendorSaysCurrent: null,
      isNeeded: true,
      source: versions.join("; ") || "no version of XProtect's definitions was found",
    },
    registration: "genuine",
    version: null,
    source: status === null ? "xprotect status did not answer (it came with macOS 15)" : "xprotect status",
  };
}
