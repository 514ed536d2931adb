import type { ScreenLockFacts } from "@muster/shared/facts/screen-lock.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { CommandSource } from "../source.ts";

const SCREEN_LOCK: CommandSource = {
  kind: "command",
  id: "sysadminctl",
  tells: "how soon after the screen goes dark a password is asked",
  programs: ["/usr/sbin/sysadminctl"],
  args: ["-screenLock", "status"],
  privilege: "none",
};

type Lock = Pick<ScreenLockFacts, "state" | "graceSeconds">;

/**
 * Reads `sysadminctl -screenLock status`, which answers on standard error behind a date and a process id. A delay of -1
 * means off. Null when it says nothing of it.
 */
export function parseScreenLock(text: string): Lock | null {
  if (/screenLock is off\b/.test(text)) return { state: "off", graceSeconds: null };
  if (/screenLock delay is immediate\b/.test(text)) return { state: "on", graceSeconds: 0 };
  const delay = /screenLock delay is (-?\d{1,9})(?:\.\d{1,9}|\(\.\d{1,9}\))? seconds\b/.exec(text)?.[1];
  if (delay === undefined) return null;
  return Number(delay) < 0 ? { state: "off", graceSeconds: null } : { state: "on", graceSeconds: Number(delay) };
}

async function read(ask: Ask): Promise<Reading<ScreenLockFacts>> {
  const answer = await ask(SCREEN_LOCK);
  const lock = answer.kind === "answered" ? (parseScreenLock(answer.stderr) ?? parseScreenLock(answer.stdout)) : null;
  if (lock === null) return { kind: "failed", reason: "sysadminctl did not say whether the screen locks" };
  const facts = {
    ...lock,
    idleSeconds: null,
    isEnforced: null,
    detail: null,
    source: "sysadminctl -screenLock status",
  };
  return { kind: "read", facts };
}

/** The screen lock on macOS. */
export const macosScreenLock: Reader<"screen-lock"> = {
  probe: "screen-lock",
  platform: "darwin",
  sources: [SCREEN_LOCK],
  origins: [
    {
      fact: "state, grace",
      source: "sysadminctl",
      fallback: null,
      confidence: "exact for the agent's own account",
      gaps: "After how long the screen goes dark is not read yet.",
    },
  ],
  read,
};
