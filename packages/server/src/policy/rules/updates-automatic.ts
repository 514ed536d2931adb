import { toEpochMs } from "@muster/shared/text.ts";
import { defineRule, inWords, judged } from "../rule.ts";
import { dayText } from "../wording.ts";

const STATUS = { on: "pass", off: "fail", unknown: "unknown" } as const;

export const updatesAutomatic = defineRule({
  id: "updates-automatic",
  reads: "updates",
  controls: ["ISO 27001 A.8.8", "CIS 7.3", "SOC 2 CC7.1"],
  whenUnsupported: "unknown",
  gist: ({ automatic, pausedUntil }) => ({
    status: STATUS[automatic],
    pausedUntil: pausedUntil === null ? 0 : toEpochMs(pausedUntil),
  }),
  judge: ({ status, pausedUntil }, _settings, now) =>
    status === "pass" && now < pausedUntil ? judged("warn", -1, pausedUntil) : judged(status),
  explain({ automatic, pausedUntil, source }, { status }) {
    const told = { measured: automatic, limit: "on", source };
    if (status === "warn" && pausedUntil !== null) {
      return inWords(`Updates are paused until ${dayText(toEpochMs(pausedUntil))}.`, { ...told, measured: "paused" });
    }
    switch (automatic) {
      case "on":
        return inWords("Updates install themselves.", told);
      case "off":
        return inWords("Updates do not install themselves.", told);
      case "unknown":
        return inWords("It could not be read whether updates install themselves.", told);
    }
  },
  remedies: {
    linux: ["Turn them on: sudo apt install unattended-upgrades, then sudo dpkg-reconfigure unattended-upgrades"],
    darwin: ["Open System Settings, then General, then Software Update, and turn on all Automatic Updates."],
    win32: ["Open Settings, then Windows Update, and choose Resume updates if they are paused."],
  },
});
