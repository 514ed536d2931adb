import type { ScreenLockFacts } from "@muster/shared/facts/screen-lock.ts";
import { z } from "zod";
import type { Answer } from "../answer.ts";
import { RUNTIME } from "../machine/runtime.ts";
import { parseJson } from "../parse-json.ts";
import { PROCESSES, readProcesses } from "../processes.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { CommandSource, ExistenceSource } from "../source.ts";
import { KDE_SOURCES, readKdeLock } from "./kde.ts";

const DESKTOPS: ExistenceSource = {
  kind: "existence",
  id: "desktops",
  tells: "whether anybody can sit before a screen of this machine",
  paths: ["/usr/share/xsessions", "/usr/share/wayland-sessions"],
  privilege: "none",
};

function gsettings(id: string, schema: string, key: string, tells: string): CommandSource {
  return {
    kind: "command",
    id,
    tells,
    programs: ["/usr/bin/gsettings"],
    args: ["get", schema, key],
    privilege: "none",
    remedy: "run the agent's reading in the session of the person at the screen: root has settings of its own",
  };
}

const LOCK = gsettings(
  "lock-enabled",
  "org.gnome.desktop.screensaver",
  "lock-enabled",
  "whether GNOME locks the screen",
);
const DELAY = gsettings("lock-delay", "org.gnome.desktop.screensaver", "lock-delay", "seconds from blank to locked");
const IDLE = gsettings(
  "idle-delay",
  "org.gnome.desktop.session",
  "idle-delay",
  "seconds without input until it blanks",
);

const Runtime = z.object({ isPrivileged: z.boolean().nullable() });

/** Reads `uint32 300`. */
function parseSeconds(answer: Answer): number | null {
  const match = answer.kind === "answered" ? /^uint32 (\d{1,9})\s*$/.exec(answer.stdout) : null;
  return match ? Number(match[1]) : null;
}

function parseSwitch(answer: Answer): boolean | null {
  const text = answer.kind === "answered" && answer.exitCode === 0 ? answer.stdout.trim() : "";
  return text === "true" ? true : text === "false" ? false : null;
}

async function read(ask: Ask): Promise<Reading<ScreenLockFacts>> {
  const [desktops, runtime] = await Promise.all([ask(DESKTOPS), ask(RUNTIME)]);
  if (desktops.kind === "answered" && desktops.stdout.trim() === "") {
    return { kind: "unsupported", reason: "This machine has no desktop to lock." };
  }
  const isRoot = runtime.kind === "answered" && parseJson(runtime.stdout, Runtime)?.isPrivileged === true;
  if (isRoot) {
    return {
      kind: "unsupported",
      reason: "The setting belongs to the session of the person at the screen, which root does not see.",
    };
  }
  const programs = await readProcesses(ask);
  const isKdeRunning = programs?.has("plasmashell") === true;
  const kde = isKdeRunning ? await readKdeLock(ask, true) : null;
  if (kde !== null) return { kind: "read", facts: kde };
  if (isKdeRunning) return { kind: "failed", reason: "KDE's settings of the screen lock could not be read" };
  return readGnome(ask);
}

/** GNOME's settings, and KDE's where GNOME has none and KDE's were set in so many words. */
async function readGnome(ask: Ask): Promise<Reading<ScreenLockFacts>> {
  const [lock, delay, idle] = await Promise.all([ask(LOCK), ask(DELAY), ask(IDLE)]);
  const isLocking = parseSwitch(lock);
  const idleSeconds = parseSeconds(idle);
  // An idle delay of 0 means never.
  const isNever = idleSeconds === 0;
  if (isLocking === null && idleSeconds === null) {
    const kde = await readKdeLock(ask, false);
    return kde ? { kind: "read", facts: kde } : { kind: "failed", reason: "gsettings did not answer" };
  }
  return {
    kind: "read",
    facts: {
      state: isLocking === false || isNever ? "off" : isLocking === true && idleSeconds !== null ? "on" : "unknown",
      idleSeconds: isNever ? null : idleSeconds,
      graceSeconds: parseSeconds(delay),
      isEnforced: null,
      detail: isNever ? "the screen never blanks by itself" : null,
      source: "gsettings of the agent's own account",
    },
  };
}

/** The screen lock on Linux, as far as the agent's own session tells. */
export const linuxScreenLock: Reader<"screen-lock"> = {
  probe: "screen-lock",
  platform: "linux",
  sources: [DESKTOPS, RUNTIME, PROCESSES, LOCK, DELAY, IDLE, ...KDE_SOURCES],
  origins: [
    {
      fact: "state, idle time, grace (GNOME)",
      source: "lock-enabled, idle-delay, lock-delay",
      fallback: "kde-lock, where gsettings is silent",
      confidence: "exact for the agent's own session",
      gaps: "As root nothing is seen. Xfce, Cinnamon, MATE and others keep theirs elsewhere and are not read.",
    },
    {
      fact: "state, idle time, grace, enforced (KDE)",
      source: "kde-lock, kde-lock-system",
      fallback: "KDE's defaults, where plasmashell is running",
      confidence: "exact for the agent's own session",
      gaps: "As root nothing is seen; folders moved by XDG_CONFIG_HOME or XDG_CONFIG_DIRS are not followed.",
    },
  ],
  read,
};
