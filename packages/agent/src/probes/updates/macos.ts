import type { UpdateFacts } from "@muster/shared/facts/updates.ts";
import type { Answer } from "../answer.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { CommandSource } from "../source.ts";

const PREFERENCES: CommandSource = {
  kind: "command",
  id: "update-preferences",
  tells: "which updates install themselves, definitions among them, and how many are known to be pending",
  programs: ["/usr/bin/defaults"],
  args: ["read", "/Library/Preferences/com.apple.SoftwareUpdate"],
  privilege: "none",
};

const LIST: CommandSource = {
  kind: "command",
  id: "softwareupdate",
  tells: "which updates are pending, where the preferences do not say",
  programs: ["/usr/sbin/softwareupdate"],
  args: ["--list", "--no-scan"],
  timeoutMs: 60_000,
  privilege: "none",
};

function numberOf(text: string, key: string): number | null {
  const match = new RegExp(`^[ \\t]{0,80}"?${key}"?[ \\t]{0,80}=[ \\t]{0,80}"?(\\d{1,6})"?;[ \\t]*\\r?$`, "m").exec(
    text,
  );
  return match ? Number(match[1]) : null;
}

type Preferences = Pick<UpdateFacts, "automatic" | "definitionsAutomatic" | "pendingCount">;

/** Reads `defaults read …SoftwareUpdate`, an old-style property list. A key that is absent stands for Apple's default, so it is unknown. */
export function parseUpdatePreferences(text: string): Preferences {
  const isOn = (key: string) => {
    const value = numberOf(text, key);
    return value === null ? null : value !== 0;
  };
  const system = isOn("AutomaticallyInstallMacOSUpdates");
  const definitions = [isOn("ConfigDataInstall"), isOn("CriticalUpdateInstall")];
  return {
    automatic: system === null ? "unknown" : system ? "on" : "off",
    definitionsAutomatic: definitions.includes(false) ? "off" : definitions.includes(null) ? "unknown" : "on",
    pendingCount: numberOf(text, "LastRecommendedUpdatesAvailable") ?? numberOf(text, "LastUpdatesAvailable"),
  };
}

/**
 * Reads `softwareupdate --list`: "No new software available." comes on standard error, and a search that failed may still
 * end with exit code 0. Null when neither updates nor their absence are stated.
 */
export function parseSoftwareUpdate(stdout: string, stderr: string): number | null {
  const labels = stdout.match(/^[ \t]{0,80}\* (?:Label: )?\S/gm)?.length ?? 0;
  if (labels > 0) return labels;
  return /^No new software available\./m.test(stderr) || /^No new software available\./m.test(stdout) ? 0 : null;
}

function isSuccess(answer: Answer): answer is Extract<Answer, { kind: "answered" }> {
  return answer.kind === "answered" && answer.exitCode === 0;
}

async function read(ask: Ask): Promise<Reading<UpdateFacts>> {
  const preferences = await ask(PREFERENCES);
  const known = isSuccess(preferences)
    ? parseUpdatePreferences(preferences.stdout)
    : ({ automatic: "unknown", definitionsAutomatic: "unknown", pendingCount: null } as const);
  const list = known.pendingCount === null ? await ask(LIST) : null;
  const listed = list && isSuccess(list) ? parseSoftwareUpdate(list.stdout, list.stderr) : null;
  if (!isSuccess(preferences) && listed === null) return { kind: "failed", reason: "neither source tells of updates" };
  return {
    kind: "read",
    facts: {
      ...known,
      pendingCount: known.pendingCount ?? listed,
      pendingSecurityCount: null,
      lastInstalledAt: null,
      pausedUntil: null,
      isRestartPending: null,
      detail: null,
      source: listed === null ? "com.apple.SoftwareUpdate" : "com.apple.SoftwareUpdate and softwareupdate --list",
    },
  };
}

/** Software updates on macOS. */
export const macosUpdates: Reader<"updates"> = {
  probe: "updates",
  platform: "darwin",
  sources: [PREFERENCES, LIST],
  origins: [
    {
      fact: "automatic updates, definitions among them",
      source: "update-preferences",
      fallback: null,
      confidence: "as configured",
      gaps: "Settings that only an MDM profile holds are not read.",
    },
    {
      fact: "pending updates",
      source: "update-preferences",
      fallback: "softwareupdate",
      confidence: "as last searched",
      gaps: null,
    },
  ],
  read,
};
