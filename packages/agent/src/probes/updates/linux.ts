import type { UpdateFacts } from "@muster/shared/facts/updates.ts";
import { linesOf } from "../lines.ts";
import { PROCESSES, readProcesses } from "../processes.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { ExistenceSource, FileSource } from "../source.ts";

const APT_PERIODIC: FileSource = {
  kind: "file",
  id: "apt-periodic",
  tells: "whether apt installs updates by itself",
  path: () => "/etc/apt/apt.conf.d/20auto-upgrades",
  privilege: "none",
  install: "unattended-upgrades, where updates should install themselves",
};

const NOTIFIER: FileSource = {
  kind: "file",
  id: "updates-available",
  tells: "how many updates Ubuntu's notifier last counted",
  path: () => "/var/lib/update-notifier/updates-available",
  privilege: "none",
};

const DNF_AUTOMATIC: FileSource = {
  kind: "file",
  id: "dnf-automatic",
  tells: "whether dnf-automatic applies what it downloads",
  path: () => "/etc/dnf/automatic.conf",
  privilege: "none",
};

const MARKS: ExistenceSource = {
  kind: "existence",
  id: "update-marks",
  tells: "whether a restart is waited for, and which timers are set",
  paths: [
    "/run/reboot-required",
    "/var/run/reboot-required",
    "/etc/systemd/system/timers.target.wants/dnf-automatic.timer",
    "/etc/systemd/system/timers.target.wants/dnf-automatic-install.timer",
    "/etc/systemd/system/timers.target.wants/apt-daily-upgrade.timer",
    "/etc/systemd/system/multi-user.target.wants/clamav-freshclam.service",
    "/etc/cron.d/clamav-freshclam",
    "/usr/bin/freshclam",
    "/usr/bin/apt-get",
  ],
  privilege: "none",
};

/** Reads `APT::Periodic::Unattended-Upgrade "1";` (apt.conf(5)); the last line of a key wins, and 0 means off. */
export function parseAptPeriodic(text: string): boolean | null {
  const values = linesOf(text).flatMap(
    (line) =>
      /^[ \t]{0,80}APT::Periodic::Unattended-Upgrade[ \t]{1,80}"(\d{1,5}|always)"[ \t]*;/i.exec(line)?.[1] ?? [],
  );
  const last = values.at(-1);
  return last === undefined ? null : last !== "0";
}

/** Reads `apply_updates = yes` of dnf's automatic.conf; a comment is none. */
export function parseDnfAutomatic(text: string): boolean | null {
  const value = /^[ \t]{0,80}apply_updates[ \t]{0,80}=[ \t]{0,80}(\w{1,10})[ \t]*\r?$/m.exec(text)?.[1]?.toLowerCase();
  if (value === undefined) return null;
  return /^(?:yes|true|1|on)$/.test(value) ? true : /^(?:no|false|0|off)$/.test(value) ? false : null;
}

/** Reads the notifier's two sentences: how many updates can be applied, and how many of them are for security. */
export function parseUpdatesAvailable(text: string): { pending: number | null; security: number | null } {
  const pending = /^[ \t]{0,80}(\d{1,6}) (?:updates?|packages?) can be (?:applied|updated|installed)/m.exec(text)?.[1];
  const security =
    /^[ \t]{0,80}(\d{1,6}) (?:of these updates (?:is a|are) (?:standard )?security|updates? (?:is a|are) security)/m.exec(
      text,
    )?.[1];
  return {
    pending: pending === undefined ? null : Number(pending),
    security: security === undefined ? null : Number(security),
  };
}

function toSetting(value: boolean | null): "on" | "off" | "unknown" {
  return value === null ? "unknown" : value ? "on" : "off";
}

async function read(ask: Ask): Promise<Reading<UpdateFacts>> {
  const names = await readProcesses(ask);
  const [apt, notifier, dnf, marks] = await Promise.all([APT_PERIODIC, NOTIFIER, DNF_AUTOMATIC, MARKS].map(ask));
  const present = new Set(marks?.kind === "answered" ? linesOf(marks.stdout) : []);
  const isMarksRead = marks?.kind === "answered";
  const has = (ending: string) => [...present].some((path) => path.endsWith(ending));
  const isAptSet = apt?.kind === "answered" ? parseAptPeriodic(apt.stdout) : null;
  const isDnfSet = dnf?.kind === "answered" ? parseDnfAutomatic(dnf.stdout) : null;
  // Without its settings file apt installs nothing by itself; dnf's timer for installing needs no setting.
  const isAptOff = apt?.kind === "missing" && has("/apt-get") ? false : null;
  const isDnfOn = has("dnf-automatic-install.timer") ? true : has("dnf-automatic.timer") ? isDnfSet : null;
  const isFreshclamOn = names?.has("freshclam") || has("clamav-freshclam.service") || has("cron.d/clamav-freshclam");
  const { pending, security } = parseUpdatesAvailable(notifier?.kind === "answered" ? notifier.stdout : "");
  return {
    kind: "read",
    facts: {
      pendingCount: pending,
      pendingSecurityCount: security,
      lastInstalledAt: null,
      automatic: toSetting(isAptSet ?? isDnfOn ?? isAptOff),
      pausedUntil: null,
      definitionsAutomatic: isFreshclamOn
        ? "on"
        : isMarksRead && names && has("/usr/bin/freshclam")
          ? "off"
          : "unknown",
      isRestartPending: isMarksRead && has("/apt-get") ? has("/reboot-required") : null,
      detail: pending === null ? "how many updates are pending is not kept in any file of this system" : null,
      source: "apt's and dnf's settings, marks under /run",
    },
  };
}

/** Updates on Linux, from files alone: asking apt or dnf for pending updates costs seconds of CPU. */
export const linuxUpdates: Reader<"updates"> = {
  probe: "updates",
  platform: "linux",
  sources: [APT_PERIODIC, NOTIFIER, DNF_AUTOMATIC, MARKS, PROCESSES],
  origins: [
    {
      fact: "automatic updates",
      source: "apt-periodic",
      fallback: "dnf-automatic, update-marks",
      confidence: "as configured",
      gaps: "zypper and pacman are not read yet.",
    },
    {
      fact: "pending updates",
      source: "updates-available",
      fallback: null,
      confidence: "as last counted",
      gaps: "Only Ubuntu's notifier keeps the number in a file.",
    },
    {
      fact: "restart pending",
      source: "update-marks",
      fallback: null,
      confidence: "exact on Debian and Ubuntu",
      gaps: "Fedora and its kin keep no such mark.",
    },
    {
      fact: "definitions update themselves",
      source: "processes",
      fallback: "update-marks",
      confidence: "as configured",
      gaps: null,
    },
    {
      fact: "last installation",
      source: "apt-periodic",
      fallback: null,
      confidence: "none",
      gaps: "Logs give it without a time zone, so it is left out.",
    },
  ],
  read,
};
