import { accessSync, constants, existsSync } from "node:fs";
import * as os from "node:os";
import { join } from "node:path";
import { type Answer, answered, MISSING } from "../probes/answer.ts";
import type { CommandSource } from "../probes/source.ts";
import { askSocket } from "./ask-socket.ts";
import { listProcesses } from "./list-processes.ts";
import { measureSpace } from "./measure-space.ts";
import { readTextFile } from "./read-file.ts";
import { readHardware } from "./read-hardware.ts";
import { runCommand } from "./run-command.ts";
import { runPowerShell } from "./run-powershell.ts";
import type { Sources } from "./sources.ts";

function firstInstalled(programs: readonly string[]): string | undefined {
  return programs.find((program) => existsSync(program));
}

/** A path from `~/` lies in the home of the agent's own account. */
function inOwnHome(path: string): string {
  return path.startsWith("~/") ? join(os.homedir(), path.slice(2)) : path;
}

async function askCommand(source: CommandSource, signal: AbortSignal): Promise<Answer> {
  const program = firstInstalled(source.programs);
  if (program === undefined) return MISSING;
  try {
    accessSync(program, constants.X_OK);
  } catch {
    return { kind: "denied", reason: `this account may not run ${program}` };
  }
  const { args, timeoutMs } = source;
  return runCommand({ program, args, signal, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
}

function readRuntime(): Answer {
  return answered(
    JSON.stringify({
      hostname: os.hostname(),
      kernel: os.release(),
      architecture: os.arch(),
      isPrivileged: process.platform === "win32" ? null : process.geteuid?.() === 0,
    }),
  );
}

/** The machine that this process runs on. The hardware is read once: it does not change under a running process. */
export function systemSources(): Sources {
  let hardware: Promise<Answer> | undefined;
  return {
    ask: async (source, { paths, signal }) => {
      switch (source.kind) {
        case "command":
          return askCommand(source, signal);
        case "file":
          return readTextFile(inOwnHome(source.path(paths)), source.maxBytes, source.isHeadEnough);
        case "existence":
          return answered(source.paths.filter((path) => existsSync(path)).join("\n"));
        case "processes":
          return listProcesses();
        case "socket": {
          const path = firstInstalled(source.paths(paths));
          return path === undefined ? MISSING : askSocket({ path, request: source.request, signal });
        }
        case "runtime":
          return readRuntime();
        case "space":
          return measureSpace(source.paths);
        case "hardware":
          hardware ??= readHardware();
          return hardware;
      }
    },
    askPowerShell: async (sources, { signal }) =>
      process.platform === "win32" ? runPowerShell(sources, signal) : sources.map(() => MISSING),
  };
}
