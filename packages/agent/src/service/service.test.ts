import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Platform } from "@muster/shared/facts/machine.ts";
import { describe, expect, test } from "vitest";
import { describeSteps, planService } from "./plan.ts";
import { systemdUnit } from "./systemd-unit.ts";
import { windowsTask } from "./windows-task.ts";

const PROGRAM = { file: "/opt/my apps/muster$agent", args: [] };
const ANALYZE = "/usr/bin/systemd-analyze";

describe("the service", () => {
  test.each(Platform.options)(
    "is installed on %s by writing a file that only then is loaded, and removed whole",
    (platform) => {
      const install = planService("install", platform, PROGRAM);
      const kinds = install.map((step) => step.do);
      expect(kinds.indexOf("make-private")).toBeLessThan(kinds.indexOf("write"));
      expect(kinds.indexOf("write")).toBeLessThan(kinds.lastIndexOf("run"));
      const written = install.flatMap((step) => (step.do === "write" ? [step.file] : []));
      const removed = [...install, ...planService("uninstall", platform, PROGRAM)].flatMap((step) =>
        step.do === "remove" ? [step.path] : [],
      );
      expect(removed).toEqual(expect.arrayContaining(written));
      for (const step of install) if (step.do === "run") expect(step.file).toMatch(/^(\/|C:\\)/);
      expect(describeSteps(install)).toContain("run");
    },
  );

  test("keeps names with blanks, dollars and quotes whole in each format", () => {
    expect(systemdUnit(PROGRAM)).toContain('ExecStart="/opt/my apps/muster$$agent" run');
    const task = windowsTask({ file: "C:\\Program Files\\A&B\\node.exe", args: ["C:\\a b\\main.ts"] });
    expect(task).toContain("<Command>C:\\Program Files\\A&amp;B\\node.exe</Command>");
    expect(task).toContain("&quot;C:\\a b\\main.ts&quot; --data-dir");
  });
});

describe.skipIf(!existsSync(ANALYZE))("the systemd unit", () => {
  test("is read by systemd without a complaint, and exposes little", () => {
    const folder = mkdtempSync(join(tmpdir(), "muster-unit-"));
    const file = join(folder, "muster-agent.service");
    try {
      writeFileSync(file, systemdUnit({ file: "/bin/true", args: [] }));
      const run = (...args: string[]) => execFileSync(ANALYZE, args, { encoding: "utf8", stdio: "pipe" });
      const text = run("security", "--offline=true", "--no-pager", file);
      const exposure = Number(/Overall exposure level for \S+: ([\d.]+)/.exec(text)?.[1]);
      expect(exposure).toBeLessThan(4);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
