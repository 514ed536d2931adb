import type { ScreenLockFacts } from "@muster/shared/facts/screen-lock.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { CommandSource, PowerShellSource } from "../source.ts";
import { askRows } from "../windows/powershell-answer.ts";
import { numberIn, type Row } from "../windows/rows.ts";

const POWERCFG: CommandSource = {
  kind: "command",
  id: "powercfg",
  tells: "after how many seconds the screen turns off, on mains and on battery",
  programs: ["C:\\Windows\\System32\\powercfg.exe"],
  args: ["/q", "SCHEME_CURRENT", "SUB_VIDEO", "VIDEOIDLE"],
  privilege: "none",
};

const POLICY: PowerShellSource = {
  kind: "powershell",
  id: "lock-policy",
  tells: "the machine's inactivity limit, and the screen saver of everybody signed in",
  privilege: "administrator",
  remedy: "run the agent as LocalSystem, which may read the settings of whoever is signed in",
  expression:
    "$p=(Get-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System' -ErrorAction SilentlyContinue).InactivityTimeoutSecs; [pscustomobject]@{ Kind='machine'; InactivityTimeoutSecs=$p }; foreach ($k in Get-ChildItem Registry::HKEY_USERS -ErrorAction SilentlyContinue | Where-Object { $_.PSChildName -match '^S-1-(5-21|12-1)-[0-9-]+$' }) { foreach ($f in 'Software\\Policies\\Microsoft\\Windows\\Control Panel\\Desktop','Control Panel\\Desktop') { $d=Get-ItemProperty ('Registry::HKEY_USERS\\' + $k.PSChildName + '\\' + $f) -ErrorAction SilentlyContinue; if ($d) { [pscustomobject]@{ Kind=$(if ($f -like '*Policies*') {'policy'} else {'user'}); ScreenSaveActive=$d.ScreenSaveActive; ScreenSaverIsSecure=$d.ScreenSaverIsSecure; ScreenSaveTimeOut=$d.ScreenSaveTimeOut } } } }",
};

/**
 * Reads `powercfg /q … VIDEOIDLE`: every label is translated, but the last two hexadecimal numbers are mains, then battery, in
 * seconds; 0 means never. Null when there are not both.
 */
export function parsePowercfg(text: string): { mainsSeconds: number; batterySeconds: number } | null {
  const numbers = [...text.matchAll(/:\s*0x([0-9a-f]{8})[ \t]*$/gim)].map((match) =>
    Number.parseInt(match[1] ?? "", 16),
  );
  // The block's own minimum, maximum and step come first; with fewer the two that matter are cut off.
  const [mainsSeconds, batterySeconds] = numbers.slice(-2);
  if (numbers.length < 5 || mainsSeconds === undefined || batterySeconds === undefined) return null;
  return { mainsSeconds, batterySeconds };
}

type Lock = Pick<ScreenLockFacts, "state" | "idleSeconds" | "graceSeconds" | "isEnforced" | "detail">;

function lockOfSaver(row: Row, isEnforced: boolean): Lock | null {
  const [active, secure] = [numberIn(row, "ScreenSaveActive"), numberIn(row, "ScreenSaverIsSecure")];
  const seconds = numberIn(row, "ScreenSaveTimeOut");
  if (active === 0)
    return { state: "off", idleSeconds: null, graceSeconds: null, isEnforced, detail: "the screen saver is off" };
  if (secure === 0)
    return {
      state: "off",
      idleSeconds: seconds,
      graceSeconds: null,
      isEnforced,
      detail: "the screen saver asks for no password",
    };
  if (active === 1 && secure === 1 && seconds !== null && seconds > 0) {
    return { state: "on", idleSeconds: seconds, graceSeconds: 0, isEnforced, detail: null };
  }
  return null;
}

/** The machine's own limit wins; then a policy for the person, then the person's own choice. */
function decide(rows: readonly Row[]): Lock | null {
  const limit = rows
    .map((row) => numberIn(row, "InactivityTimeoutSecs"))
    .find((seconds) => seconds !== null && seconds > 0);
  if (limit) return { state: "on", idleSeconds: limit, graceSeconds: 0, isEnforced: true, detail: null };
  const policies = rows.filter((row) => row.Kind === "policy").map((row) => lockOfSaver(row, true));
  const choices = rows.filter((row) => row.Kind === "user").map((row) => lockOfSaver(row, false));
  const known = [...policies, ...choices].filter((lock) => lock !== null);
  // Somebody whose screen stays open is what counts, not the colleague whose screen locks.
  return known.find(({ state }) => state === "off") ?? known[0] ?? null;
}

async function read(ask: Ask): Promise<Reading<ScreenLockFacts>> {
  const [power, policy] = await Promise.all([ask(POWERCFG), askRows(ask, POLICY)]);
  const lock = policy.kind === "rows" ? decide(policy.rows) : null;
  if (lock) return { kind: "read", facts: { ...lock, source: "registry: inactivity limit and screen saver" } };
  const screen = power.kind === "answered" && power.exitCode === 0 ? parsePowercfg(power.stdout) : null;
  if (screen === null)
    return { kind: "failed", reason: "neither the registry nor powercfg tells when the screen locks" };
  const { mainsSeconds, batterySeconds } = screen;
  return {
    kind: "read",
    facts: {
      // A dark screen is not a locked one; never dark and no saver is open for sure only where the registry was read.
      state: mainsSeconds === 0 && policy.kind === "rows" ? "off" : "unknown",
      idleSeconds: mainsSeconds === 0 ? null : mainsSeconds,
      graceSeconds: null,
      isEnforced: null,
      detail: `the screen turns off after ${mainsSeconds || "no"} s on mains and ${batterySeconds || "no"} s on battery`,
      source: "powercfg",
    },
  };
}

/** The screen lock on Windows. */
export const windowsScreenLock: Reader<"screen-lock"> = {
  probe: "screen-lock",
  platform: "win32",
  sources: [POWERCFG, POLICY],
  origins: [
    {
      fact: "state, idle time",
      source: "lock-policy",
      fallback: "powercfg (the screen's own time, not the lock's)",
      confidence: "exact where a policy or a screen saver is set",
      gaps: "Dynamic lock by a phone, and smart-card removal, are not read.",
    },
  ],
  read,
};
