import type { ScreenLockFacts } from "@muster/shared/facts/screen-lock.ts";
import type { Answer } from "../answer.ts";
import { linesOf } from "../lines.ts";
import type { Ask } from "../reader.ts";
import type { FileSource } from "../source.ts";

function file(id: string, path: string, tells: string): FileSource {
  return { kind: "file", id, path: () => path, tells, privilege: "none" };
}

const OWN = file("kde-lock", "~/.config/kscreenlockerrc", "what the person set for KDE's screen locker");
const SYSTEM = file("kde-lock-system", "/etc/xdg/kscreenlockerrc", "what the PC's administrator set for it");

export const KDE_SOURCES = [OWN, SYSTEM] as const;

type Entry = { value: string; isImmutable: boolean };

/**
 * Reads the group `[Daemon]` of a KDE configuration file: `Key=value`, where `[$i]` behind a key or its group keeps the
 * person from changing it (KDE's kiosk mode).
 */
export function parseLockerFile(text: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  let group: { isOurs: boolean; isImmutable: boolean } = { isOurs: false, isImmutable: false };
  for (const line of linesOf(text)) {
    const header = /^\[([^\]]{1,80})\](\[\$i\])?[ \t]*$/.exec(line);
    if (header) group = { isOurs: header[1] === "Daemon", isImmutable: header[2] !== undefined };
    const entry = /^([A-Za-z]{1,80})(\[\$i\])?=(.{0,200})$/.exec(line);
    if (!group.isOurs || entry?.[1] === undefined) continue;
    entries.set(entry[1], { value: (entry[3] ?? "").trim(), isImmutable: group.isImmutable || entry[2] !== undefined });
  }
  return entries;
}

/** What KDE does where nothing is set (kscreenlocker's kscreensaversettings.kcfg): after five minutes, five seconds' grace. */
const DEFAULTS: Readonly<Record<string, string>> = {
  Autolock: "true",
  RequirePassword: "true",
  Timeout: "5",
  LockGrace: "5",
};

function entriesOf(answer: Answer): Map<string, Entry> | null {
  if (answer.kind === "answered") return parseLockerFile(answer.stdout);
  return answer.kind === "missing" ? new Map() : null;
}

function minutesIn(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/**
 * KDE's screen lock; null where it says nothing. Its defaults count only where KDE is known to be the desktop and both files
 * were read: elsewhere a file may be what an earlier desktop left.
 */
export async function readKdeLock(ask: Ask, isKdeRunning: boolean): Promise<ScreenLockFacts | null> {
  const [own, system] = (await Promise.all([ask(OWN), ask(SYSTEM)])).map(entriesOf);
  if (!own && !system) return null;
  const find = (key: string): Entry | undefined => {
    const fixed = system?.get(key);
    return fixed?.isImmutable ? fixed : (own?.get(key) ?? fixed);
  };
  const mayDefault = isKdeRunning && own != null && system != null;
  const settingOf = (key: string) => find(key)?.value ?? (mayDefault ? DEFAULTS[key] : undefined);
  const [automatic, password] = [settingOf("Autolock"), settingOf("RequirePassword")];
  const minutes = minutesIn(settingOf("Timeout"));
  if (automatic === undefined) return null;
  const isOff = automatic === "false" || password === "false" || (automatic === "true" && minutes === 0);
  const isOn = automatic === "true" && (password === undefined || password === "true") && minutes !== null;
  return {
    state: isOff ? "off" : isOn ? "on" : "unknown",
    idleSeconds: automatic === "false" || minutes === null || minutes === 0 ? null : minutes * 60,
    graceSeconds: minutesIn(settingOf("LockGrace")),
    isEnforced: system == null ? null : (system.get("Autolock")?.isImmutable ?? false),
    detail: find("Autolock") ? null : "nothing is set, so KDE's default counts",
    source: "kscreenlockerrc of the agent's own account",
  };
}
