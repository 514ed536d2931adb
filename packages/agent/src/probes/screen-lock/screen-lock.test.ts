import { describe, expect, it } from "vitest";
import { type Answer, answered, MISSING, SKIPPED } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { linuxScreenLock } from "./linux.ts";
import { parseScreenLock } from "./macos.ts";
import { parsePowercfg, windowsScreenLock } from "./windows.ts";

const POWERCFG_FRENCH = `GUID du mode de gestion de l'alimentation : 381b4222-f694-41f0-9685-ff5bb260df2e  (Utilisation normale)
  GUID du paramètre d'alimentation : 3c0bc021-c8a8-4e07-a973-6b14cbcb2b7e
      Valeur minimale possible : 0x00000000
      Valeur maximale possible : 0xffffffff
      Incrément possible : 0x00000001
      Unités possibles : Secondes
    Index actuel du paramètre de courant alternatif : 0x00000258
    Index actuel du paramètre de courant continu : 0x0000012c
`;

describe("powercfg", () => {
  it("is read by position, as its labels are translated", () => {
    expect(parsePowercfg(POWERCFG_FRENCH)).toEqual({ mainsSeconds: 600, batterySeconds: 300 });
  });

  it("says nothing without its block", () => {
    expect(parsePowercfg("")).toBeNull();
    expect(parsePowercfg(POWERCFG_FRENCH.slice(0, -40))).toBeNull();
  });
});

describe("the screen lock on Windows", () => {
  const read = async (answers: Record<string, Answer>) => {
    const reading = await windowsScreenLock.read(scriptedAsk(answers, SKIPPED));
    return reading.kind === "read" ? reading.facts : reading;
  };
  const saver = (Kind: string, ScreenSaveActive: string, ScreenSaverIsSecure: string, ScreenSaveTimeOut: string) => ({
    Kind,
    ScreenSaveActive,
    ScreenSaverIsSecure,
    ScreenSaveTimeOut,
  });
  const policy = (...rows: unknown[]) =>
    answered(JSON.stringify([{ Kind: "machine", InactivityTimeoutSecs: null }, ...rows]));

  it("is enforced by the machine's inactivity limit", async () => {
    expect(
      await read({ "lock-policy": answered(JSON.stringify({ Kind: "machine", InactivityTimeoutSecs: 900 })) }),
    ).toMatchObject({ state: "on", idleSeconds: 900, isEnforced: true });
  });

  it("is off with a screen saver that asks for no password", async () => {
    expect(await read({ "lock-policy": policy(saver("user", "1", "0", "600")) })).toMatchObject({ state: "off" });
    expect(await read({ "lock-policy": policy(saver("user", "1", "1", "600")) })).toMatchObject({
      state: "on",
      idleSeconds: 600,
      isEnforced: false,
    });
  });

  it("does not take a dark screen for a locked one", async () => {
    expect(await read({ powercfg: answered(POWERCFG_FRENCH) })).toMatchObject({ state: "unknown", idleSeconds: 600 });
  });
});

describe("the screen lock on macOS", () => {
  it.each([
    ["2026-05-31 08:00:00.123 sysadminctl[123:456] screenLock delay is immediate\n", { state: "on", graceSeconds: 0 }],
    [
      "2026-05-31 08:00:00.123 sysadminctl[123:456] screenLock delay is 300 seconds\n",
      { state: "on", graceSeconds: 300 },
    ],
    ["2026-05-31 08:00:00.123 sysadminctl[123:456] screenLock is off\n", { state: "off", graceSeconds: null }],
    ["sysadminctl[1:2] screenLock delay is -1(.000000) seconds\n", { state: "off", graceSeconds: null }],
  ])("%j", (text, lock) => {
    expect(parseScreenLock(text)).toEqual(lock);
  });

  it.each(["", "screenLock delay is", "screenLock delay is 30", "screenLock"])("%j says nothing", (text) => {
    expect(parseScreenLock(text)).toBeNull();
  });
});

describe("the screen lock on Linux", () => {
  const runtime = (isPrivileged: boolean) => answered(JSON.stringify({ isPrivileged }));
  const desktops = answered("/usr/share/xsessions");
  const read = (answers: Record<string, Answer>) => linuxScreenLock.read(scriptedAsk(answers, MISSING));

  it("has no meaning on a machine without a desktop", async () => {
    expect((await read({ desktops: answered("") })).kind).toBe("unsupported");
  });

  it("is not guessed from root's own settings", async () => {
    expect((await read({ desktops, runtime: runtime(true), "lock-enabled": answered("true\n") })).kind).toBe(
      "unsupported",
    );
  });

  it("is read in the session of the person", async () => {
    const settings = {
      desktops,
      runtime: runtime(false),
      "lock-enabled": answered("true\n"),
      "lock-delay": answered("uint32 0\n"),
    };
    expect(await read({ ...settings, "idle-delay": answered("uint32 300\n") })).toMatchObject({
      facts: { state: "on", idleSeconds: 300 },
    });
    expect(await read({ ...settings, "idle-delay": answered("uint32 0\n") })).toMatchObject({
      facts: { state: "off", idleSeconds: null },
    });
    expect(await read(settings)).toMatchObject({ facts: { state: "unknown" } });
  });
});
