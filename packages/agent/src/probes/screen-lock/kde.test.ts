import { describe, expect, it } from "vitest";
import { type Answer, answered, MISSING } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { parseLockerFile } from "./kde.ts";
import { linuxScreenLock } from "./linux.ts";

const DESKTOP = {
  desktops: answered("/usr/share/wayland-sessions"),
  runtime: answered(JSON.stringify({ isPrivileged: false })),
};
const KDE = { ...DESKTOP, processes: answered("kwin_wayland\nplasmashell") };

async function read(answers: Record<string, Answer>) {
  const reading = await linuxScreenLock.read(scriptedAsk(answers, MISSING));
  return reading.kind === "read" ? reading.facts : reading;
}

const daemon = (...lines: string[]) => answered(["[Greeter]", "Theme=x", "", "[Daemon]", ...lines].join("\n"));

describe("KDE's screen lock", () => {
  it("is what the person set", async () => {
    expect(await read({ ...KDE, "kde-lock": daemon("Autolock=true", "Timeout=10", "LockGrace=30") })).toMatchObject({
      state: "on",
      idleSeconds: 600,
      graceSeconds: 30,
      isEnforced: false,
      detail: null,
    });
  });

  it.each([
    [daemon("Autolock=false", "Timeout=10"), "off"],
    [daemon("RequirePassword=false"), "off"],
    [daemon("Timeout=0"), "off"],
    [daemon("Autolock=maybe"), "unknown"],
    [daemon("Timeout=soon"), "unknown"],
    [answered("[Other]\nAutolock=false\n"), "on"],
  ])("by %j is %s", async (file, state) => {
    expect(await read({ ...KDE, "kde-lock": file })).toMatchObject({ state });
  });

  it("is on by KDE's default where nothing is set, and says so", async () => {
    expect(await read(KDE)).toMatchObject({
      state: "on",
      idleSeconds: 300,
      graceSeconds: 5,
      detail: "nothing is set, so KDE's default counts",
    });
  });

  it("is not its default where a file may not be read", async () => {
    expect(await read({ ...KDE, "kde-lock": { kind: "denied", reason: "no" } })).toMatchObject({ kind: "failed" });
  });

  it.each([
    ["Autolock[$i]=true", "Autolock=false", "on", true],
    ["Autolock=true", "Autolock=false", "off", false],
    ["Autolock[$i]=false", "Autolock=true", "off", true],
  ])("with %j from the administrator and %j of one's own is %s", async (theirs, own, state, isEnforced) => {
    expect(await read({ ...KDE, "kde-lock": daemon(own), "kde-lock-system": daemon(theirs) })).toMatchObject({
      state,
      isEnforced,
    });
  });

  it("of an earlier session does not speak for GNOME", async () => {
    const gnome = { "lock-enabled": answered("false\n"), "idle-delay": answered("uint32 300\n") };
    expect(await read({ ...DESKTOP, ...gnome, "kde-lock": daemon("Autolock=true", "Timeout=5") })).toMatchObject({
      state: "off",
    });
  });

  it("without its desktop running has no defaults", async () => {
    expect(await read({ ...DESKTOP, "kde-lock": daemon("LockGrace=5") })).toMatchObject({ kind: "failed" });
  });

  it("is fixed by a mark behind its whole group", () => {
    expect(parseLockerFile("[Daemon][$i]\nTimeout=5\n").get("Timeout")).toEqual({ value: "5", isImmutable: true });
  });
});
