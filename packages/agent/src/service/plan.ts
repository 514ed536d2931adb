import type { Platform } from "@muster/shared/facts/machine.ts";
import { LAUNCHD_LABEL, launchdPlist, MACOS_DATA_DIR } from "./launchd-plist.ts";
import type { Program } from "./program.ts";
import { LINUX_DATA_DIR, systemdUnit } from "./systemd-unit.ts";
import { TASK_NAME, WINDOWS_DATA_DIR, windowsTask } from "./windows-task.ts";

export type ServiceAct = "install" | "uninstall" | "start" | "stop";

/** One thing to do on this OS. A step that `mayFail` is one whose work may be done already. */
export type Step =
  | { do: "write"; file: string; text: string; encoding: "utf8" | "utf16le" }
  | { do: "remove"; path: string }
  | { do: "make-private"; folder: string }
  | { do: "run"; file: string; args: string[]; mayFail?: true };

const UNIT_FILE = "/etc/systemd/system/muster-agent.service";
const PLIST_FILE = `/Library/LaunchDaemons/${LAUNCHD_LABEL}.plist`;
const TASK_FILE = `${WINDOWS_DATA_DIR}\\agent-task.xml`;

/** Where the service's data is kept, by platform. */
export const SERVICE_DATA_DIRS: Record<Platform, string> = {
  linux: LINUX_DATA_DIR,
  darwin: MACOS_DATA_DIR,
  win32: WINDOWS_DATA_DIR,
};

/** What installing, removing, starting or stopping the service takes, in order. PURE. */
export function planService(act: ServiceAct, platform: Platform, program: Program): Step[] {
  switch (platform) {
    case "linux":
      return onLinux(act, program);
    case "darwin":
      return onMacos(act, program);
    case "win32":
      return onWindows(act, program);
  }
}

function onLinux(act: ServiceAct, program: Program): Step[] {
  const systemctl = (...args: string[]): Step => ({ do: "run", file: "/usr/bin/systemctl", args });
  switch (act) {
    case "install":
      return [
        { do: "make-private", folder: LINUX_DATA_DIR },
        { do: "write", file: UNIT_FILE, text: systemdUnit(program), encoding: "utf8" },
        systemctl("daemon-reload"),
        systemctl("enable", "muster-agent.service"),
        systemctl("restart", "muster-agent.service"),
      ];
    case "uninstall":
      return [
        { do: "run", file: "/usr/bin/systemctl", args: ["disable", "--now", "muster-agent.service"], mayFail: true },
        { do: "remove", path: UNIT_FILE },
        systemctl("daemon-reload"),
      ];
    case "start":
    case "stop":
      return [systemctl(act, "muster-agent.service")];
  }
}

function onMacos(act: ServiceAct, program: Program): Step[] {
  const domain = "system";
  const target = `${domain}/${LAUNCHD_LABEL}`;
  const launchctl = (...args: string[]): Step => ({ do: "run", file: "/bin/launchctl", args });
  const bootout: Step = { do: "run", file: "/bin/launchctl", args: ["bootout", target], mayFail: true };
  switch (act) {
    case "install":
      return [
        { do: "make-private", folder: MACOS_DATA_DIR },
        { do: "write", file: PLIST_FILE, text: launchdPlist(program), encoding: "utf8" },
        bootout,
        launchctl("enable", target),
        launchctl("bootstrap", domain, PLIST_FILE),
      ];
    case "uninstall":
      return [bootout, { do: "remove", path: PLIST_FILE }];
    case "start":
      return [launchctl("bootstrap", domain, PLIST_FILE)];
    case "stop":
      return [launchctl("bootout", target)];
  }
}

function onWindows(act: ServiceAct, program: Program): Step[] {
  const schtasks = (...args: string[]): Step => ({
    do: "run",
    file: "C:\\Windows\\System32\\schtasks.exe",
    args: [...args, "/TN", TASK_NAME],
  });
  const mayFail = (step: Step): Step => (step.do === "run" ? { ...step, mayFail: true } : step);
  switch (act) {
    case "install":
      return [
        { do: "make-private", folder: WINDOWS_DATA_DIR },
        { do: "write", file: TASK_FILE, text: windowsTask(program), encoding: "utf16le" },
        mayFail(schtasks("/End")),
        schtasks("/Create", "/F", "/XML", TASK_FILE),
        { do: "remove", path: TASK_FILE },
        schtasks("/Run"),
      ];
    case "uninstall":
      return [mayFail(schtasks("/End")), mayFail(schtasks("/Delete", "/F"))];
    case "start":
      return [schtasks("/Run")];
    case "stop":
      return [schtasks("/End")];
  }
}

/** The steps as a person reads them, before anything is done. */
export function describeSteps(steps: readonly Step[]): string {
  return steps.map(describeStep).join("\n");
}

function describeStep(step: Step): string {
  switch (step.do) {
    case "write":
      return `# write ${step.file}\n${step.text}`;
    case "remove":
      return `# remove ${step.path}`;
    case "make-private":
      return `# make ${step.folder}, readable by this account and the system alone`;
    case "run":
      return [step.file, ...step.args].map((part) => (/\s/.test(part) ? `"${part}"` : part)).join(" ");
  }
}
