import { describeDuration } from "@muster/shared/duration.ts";
import { toEpochMs } from "@muster/shared/text.ts";
import { judgeAgeing } from "../ageing.ts";
import { defineRule, inWords, judged } from "../rule.ts";
import { dayText } from "../wording.ts";

export const updatesInstalled = defineRule({
  id: "updates-installed",
  reads: "updates",
  controls: ["ISO 27001 A.8.8", "CIS 7.3", "SOC 2 CC7.1"],
  whenUnsupported: "unknown",
  gist({ pendingCount, pendingSecurityCount, lastInstalledAt }) {
    // Where the OS counts security updates apart, the others may wait.
    const waiting = pendingSecurityCount ?? pendingCount;
    return { waiting, installedAt: lastInstalledAt === null ? null : toEpochMs(lastInstalledAt) };
  },
  judge({ waiting, installedAt }, { warnAfter, failAfter }, now) {
    if (waiting === 0) return judged("pass");
    if (installedAt !== null) {
      return judgeAgeing(installedAt, installedAt + warnAfter + 1, installedAt + failAfter + 1, now, 0);
    }
    return judged(waiting === null ? "unknown" : "warn");
  },
  explain({ pendingCount, pendingSecurityCount, lastInstalledAt, source, detail }, { status }, { failAfter }) {
    const waiting = pendingSecurityCount ?? pendingCount;
    const what = pendingSecurityCount === null ? "updates" : "security updates";
    const limit = `the last installed at most ${describeDuration(failAfter)} ago`;
    if (waiting === 0) return inWords(`No ${what} are waiting.`, { measured: `no ${what} waiting`, limit, source });
    const wait = waiting === null ? "" : ` ${waiting} ${what} are waiting.`;
    if (lastInstalledAt === null) {
      return status === "unknown"
        ? inWords(`It could not be read when updates were installed.${detail ? ` ${detail}` : ""}`, { limit, source })
        : inWords(wait.trim(), { measured: `${waiting} waiting`, limit, source });
    }
    const day = dayText(toEpochMs(lastInstalledAt));
    const told = {
      measured: `last installed ${day}`,
      limit,
      countedFrom: toEpochMs(lastInstalledAt),
      source,
      confidence: "date",
    } as const;
    return status === "unknown"
      ? inWords(`The last update is dated ${day}, which is yet to come: a clock is wrong.`, told)
      : inWords(`Updates were last installed on ${day}.${wait}`, told);
  },
  remedies: {
    linux: ["Install what is waiting: sudo apt update && sudo apt upgrade (Debian, Ubuntu) or sudo dnf upgrade."],
    darwin: ["Open System Settings, then General, then Software Update, and install what is offered."],
    win32: ["Open Settings, then Windows Update, choose Check for updates, install them and restart."],
  },
});
