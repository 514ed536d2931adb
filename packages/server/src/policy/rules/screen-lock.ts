import { describeDuration } from "@muster/shared/duration.ts";
import type { ScreenLockFacts } from "@muster/shared/facts/screen-lock.ts";
import type { SettingsOf } from "@muster/shared/rules.ts";
import type { VerdictStatus } from "@muster/shared/verdict.ts";
import { defineRule, inWords, judged } from "../rule.ts";

export const screenLock = defineRule({
  id: "screen-lock",
  reads: "screen-lock",
  controls: ["ISO 27001 A.7.7", "CIS 4.3", "SOC 2 CC6.1"],
  whenUnsupported: "not-applicable",
  gist: (facts) => facts,
  judge: (facts, settings) => judged(statusOf(facts, settings)),
  explain(facts, { status }, settings) {
    const { state, idleSeconds, source, detail } = facts;
    const limit = `within ${describeDuration(settings.maxIdle)}`;
    const measured = idleSeconds === null ? state : `after ${describeDuration(delayOf(facts) ?? 0)}`;
    const told = { measured, limit, source };
    if (state === "off") return inWords("The screen does not lock itself.", told);
    if (status === "pass") return inWords(`The screen locks itself ${measured}.`, told);
    if (status === "unknown") {
      return inWords(`It could not be read when the screen locks itself.${detail ? ` ${detail}` : ""}`, told);
    }
    const delay = delayOf(facts);
    return delay !== null && delay > settings.maxIdle
      ? inWords(`The screen locks itself only ${measured}.`, told)
      : inWords("The screen lock is not set by the company, so it can be turned off here.", told);
  },
  remedies: {
    linux: ["Open Settings, then Privacy, then Screen Lock, turn on Automatic Screen Lock and shorten the delay."],
    darwin: [
      "Open System Settings, then Lock Screen.",
      "Shorten the time until the display turns off, and require the password immediately.",
    ],
    win32: [
      "Open Settings, then Personalisation, then Lock screen, then Screen saver.",
      "Set a short wait and tick On resume, display log-on screen.",
    ],
  },
});

/** Ms without input until a password is asked for; null when the machine does not tell. */
function delayOf({ idleSeconds, graceSeconds }: ScreenLockFacts): number | null {
  return idleSeconds === null ? null : (idleSeconds + (graceSeconds ?? 0)) * 1_000;
}

function statusOf(facts: ScreenLockFacts, settings: SettingsOf<"screen-lock">): VerdictStatus {
  if (facts.state === "off") return "fail";
  const delay = delayOf(facts);
  if (delay !== null && delay > settings.maxIdle) return "fail";
  if (settings.mustBeEnforced && facts.isEnforced === false) return "fail";
  const isUnclear =
    facts.state === "unknown" || delay === null || (settings.mustBeEnforced && facts.isEnforced === null);
  return isUnclear ? "unknown" : "pass";
}
