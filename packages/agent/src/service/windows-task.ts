import { markup } from "./markup.ts";
import type { Program } from "./program.ts";

export const TASK_NAME = "\\Muster\\Agent";
export const WINDOWS_DATA_DIR = "C:\\ProgramData\\Muster";

/**
 * The agent as a task that starts with Windows under SYSTEM, before anybody signs in, and again a minute after a failure
 * (https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema). PURE.
 */
export function windowsTask(program: Program): string {
  const args = [...program.args, "--data-dir", WINDOWS_DATA_DIR, "run"].map(quoted).join(" ");
  return `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Muster agent: reports this PC's antivirus, firewall and password ages</Description>
  </RegistrationInfo>
  <Triggers>
    <BootTrigger>
      <Enabled>true</Enabled>
    </BootTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>S-1-5-18</UserId>
      <RunLevel>HighestAvailable</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>8</Priority>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>255</Count>
    </RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>${markup(program.file)}</Command>
      <Arguments>${markup(args)}</Arguments>
    </Exec>
  </Actions>
</Task>
`;
}

function quoted(argument: string): string {
  return /[\s"]/.test(argument) ? `"${argument.replaceAll('"', '\\"')}"` : argument;
}
