import { describe, expect, it } from "vitest";
import { type Answer, answered, MISSING, SKIPPED } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { linuxUpdates, parseAptPeriodic, parseDnfAutomatic, parseUpdatesAvailable } from "./linux.ts";
import { macosUpdates, parseSoftwareUpdate, parseUpdatePreferences } from "./macos.ts";
import { windowsUpdates } from "./windows.ts";

describe("updates on Linux", () => {
  const read = async (answers: Record<string, Answer>) => {
    const reading = await linuxUpdates.read(scriptedAsk(answers, MISSING));
    if (reading.kind !== "read") throw new Error(reading.reason);
    return reading.facts;
  };

  it("install themselves as apt's settings say, the last line counting", () => {
    expect(parseAptPeriodic('APT::Periodic::Update-Package-Lists "1";\nAPT::Periodic::Unattended-Upgrade "1";\n')).toBe(
      true,
    );
    expect(parseAptPeriodic('APT::Periodic::Unattended-Upgrade "1";\nAPT::Periodic::Unattended-Upgrade "0";\n')).toBe(
      false,
    );
    expect(parseAptPeriodic('// APT::Periodic::Unattended-Upgrade "1";\n')).toBeNull();
  });

  it("install themselves by dnf only when its timer and its setting agree", async () => {
    expect(parseDnfAutomatic("[commands]\n# apply_updates = yes\napply_updates = no\n")).toBe(false);
    const setting = answered("apply_updates = yes\n");
    const timer = answered("/etc/systemd/system/timers.target.wants/dnf-automatic.timer");
    expect((await read({ "dnf-automatic": setting, "update-marks": timer })).automatic).toBe("on");
    expect((await read({ "dnf-automatic": setting, "update-marks": answered("") })).automatic).toBe("unknown");
  });

  it("are counted by Ubuntu's notifier", () => {
    const text = "\n3 updates can be applied immediately.\n1 of these updates is a standard security update.\n";
    expect(parseUpdatesAvailable(text)).toEqual({ pending: 3, security: 1 });
    expect(parseUpdatesAvailable("3 Aktualisierungen können angewendet werden.")).toEqual({
      pending: null,
      security: null,
    });
  });

  it("wait for a restart where apt left its mark", async () => {
    expect((await read({ "update-marks": answered("/usr/bin/apt-get\n/run/reboot-required") })).isRestartPending).toBe(
      true,
    );
    expect((await read({ "update-marks": answered("/usr/bin/apt-get") })).isRestartPending).toBe(false);
    expect((await read({ "update-marks": answered("") })).isRestartPending).toBeNull();
  });

  it("of definitions are off with freshclam installed and neither running nor set to start", async () => {
    const marks = answered("/usr/bin/freshclam");
    expect((await read({ "update-marks": marks, processes: answered("bash") })).definitionsAutomatic).toBe("off");
    expect((await read({ "update-marks": marks, processes: answered("freshclam") })).definitionsAutomatic).toBe("on");
    expect((await read({ "update-marks": marks })).definitionsAutomatic).toBe("unknown");
  });
});

describe("updates on Windows", () => {
  const read = async (row: unknown, configmgr: Answer = SKIPPED) => {
    const answers = { "windows-update": answered(JSON.stringify(row)), "configmgr-updates": configmgr };
    const reading = await windowsUpdates.read(scriptedAsk(answers, SKIPPED));
    return reading.kind === "read" ? reading.facts : reading;
  };

  it.each([
    [0, "unknown"],
    [1, "off"],
    [2, "off"],
    [3, "off"],
    [4, "on"],
  ])("at notification level %i are %s", async (NotificationLevel, automatic) => {
    expect(await read({ NotificationLevel, RestartPending: false })).toMatchObject({
      automatic,
      isRestartPending: false,
    });
  });

  it("may be paused, and were last installed at an instant", async () => {
    const row = {
      NotificationLevel: 4,
      PauseUpdatesExpiryTime: "2026-06-07T08:00:00Z",
      LastInstallationSuccessDate: "/Date(1780214400000)/",
    };
    expect(await read(row)).toMatchObject({
      pausedUntil: "2026-06-07T08:00:00.000Z",
      lastInstalledAt: "2026-05-31T08:00:00.000Z",
    });
  });

  it.each([
    [answered('[{"Pending":3}]'), 3],
    [answered('[{"Pending":0}]'), 0],
    [answered('[{"Pending":null}]'), null],
    [answered("", "0x80131500 HRESULT 0x8004100e,Get-CimInstance Invalid namespace", 1), null],
  ])("are pending as Configuration Manager has them: %j is %j", async (configmgr, pendingCount) => {
    expect(await read({ NotificationLevel: 4 }, configmgr)).toMatchObject({ pendingCount });
  });

  it("are not read from another object", async () => {
    expect(await read({ a: 1 })).toMatchObject({ kind: "failed" });
  });
});

describe("updates on macOS", () => {
  it("have definitions off when either of their two settings is 0", () => {
    expect(parseUpdatePreferences("{\n    ConfigDataInstall = 1;\n    CriticalUpdateInstall = 0;\n}\n")).toMatchObject({
      definitionsAutomatic: "off",
    });
    expect(
      parseUpdatePreferences(
        "{\n    ConfigDataInstall = 1;\n    CriticalUpdateInstall = 1;\n    LastRecommendedUpdatesAvailable = 2;\n}\n",
      ),
    ).toMatchObject({ definitionsAutomatic: "on", pendingCount: 2 });
    expect(parseUpdatePreferences("{\n    ConfigDataInstall = 1;\n}\n")).toMatchObject({
      definitionsAutomatic: "unknown",
    });
  });

  it("are none when softwareupdate says so on standard error, and unknown when its search fails with exit code 0", () => {
    expect(
      parseSoftwareUpdate("Software Update Tool\n\nFinding available software\n", "No new software available.\n"),
    ).toBe(0);
    expect(
      parseSoftwareUpdate("Software Update Tool\n", "Can't connect to the Apple Software Update server\n"),
    ).toBeNull();
    expect(
      parseSoftwareUpdate(
        "Software Update found the following new or updated software:\n* Label: macOS 15.6-24G84\n\tTitle: macOS 15.6\n",
        "",
      ),
    ).toBe(1);
  });

  it("ask softwareupdate only where the preferences have no count", async () => {
    const ask = scriptedAsk(
      {
        "update-preferences": answered("{\n LastUpdatesAvailable = 0;\n}\n"),
        softwareupdate: answered("* Label: x\n"),
      },
      MISSING,
    );
    expect(await macosUpdates.read(ask)).toMatchObject({ facts: { pendingCount: 0 } });
  });
});
