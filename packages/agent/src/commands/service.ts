import { rm } from "node:fs/promises";
import { isSea } from "node:sea";
import { AppError } from "@muster/shared/errors.ts";
import { Platform } from "@muster/shared/facts/machine.ts";
import type { Command } from "commander";
import { agentFolder, enrolHere, sayRemoved } from "../compose.ts";
import type { AgentConfig, AgentFlags } from "../config.ts";
import { carryOut } from "../service/carry-out.ts";
import { describeSteps, planService, SERVICE_DATA_DIRS, type ServiceAct } from "../service/plan.ts";
import type { Program } from "../service/program.ts";
import { readServerTie } from "../uplink/identity.ts";

type Options = { print?: boolean; link?: string; purge?: boolean };

/** Installs, removes, starts or stops the agent as a service of this OS; with `print` it only says what it would do. */
async function controlService(act: ServiceAct, config: AgentConfig, options: Options): Promise<void> {
  const steps = planService(act, Platform.parse(process.platform), programHere());
  if (options.print) return console.log(describeSteps(steps));
  if (process.getuid && process.getuid() !== 0) throw new AppError("needs_root");
  if (act === "install") await beEnrolled(config, options.link);
  await carryOut(steps);
  if (act === "uninstall") {
    const wasHeard = await sayRemoved(config);
    if (!wasHeard) console.log("The server could not be told; it will see this PC fall silent.");
    if (options.purge) await rm(agentFolder(config), { recursive: true, force: true });
  }
  console.log(DONE[act]);
}

const DONE: Record<ServiceAct, string> = {
  install: "Installed and started. See how this PC stands with: muster-agent status",
  uninstall: "Removed. The folder with key and reports was left unless --purge was given.",
  start: "Started.",
  stop: "Stopped.",
};

/** A service that is not enrolled would only fail at each start. */
async function beEnrolled(config: AgentConfig, link: string | undefined): Promise<void> {
  if (link !== undefined) await enrolHere(config, link, false);
  else if (!(await readServerTie(agentFolder(config)))) throw new AppError("not_enrolled");
}

/** This very agent: the single executable, or this Node with the agent's script. */
function programHere(): Program {
  return { file: process.execPath, args: isSea() ? [] : [process.argv[1] ?? ""] };
}

const PRINT = ["--print", "say what would be done, and do nothing"] as const;

/** Adds `install`, `uninstall`, `start` and `stop` to the program. */
export function registerService(program: Command, config: (flags: AgentFlags) => AgentConfig): void {
  // The service keeps its data where the OS wants it, not in the folder of whoever installs it.
  const settings = (): AgentConfig => config({ dataDir: SERVICE_DATA_DIRS[Platform.parse(process.platform)] });
  const add = (act: ServiceAct, about: string): Command =>
    program
      .command(act)
      .description(about)
      .option(...PRINT);
  add("install", "start with this PC as a service of its OS, from now on")
    .argument("[link]", "the enrolment link, unless this PC is enrolled already")
    .action((link: string | undefined, options: Options) =>
      controlService("install", settings(), link === undefined ? options : { ...options, link }),
    );
  add("uninstall", "stop the service and remove it; the server is told")
    .option("--purge", "remove key, reports and status too")
    .action((options: Options) => controlService("uninstall", settings(), options));
  program
    .command("goodbye", { hidden: true })
    .description("tell the server that this agent is removed; for packages")
    .action(async () => {
      if (!(await sayRemoved(config({})))) process.exitCode = 1;
    });
  add("start", "start the service").action((options: Options) => controlService("start", settings(), options));
  add("stop", "stop the service until the next start of this PC").action((options: Options) =>
    controlService("stop", settings(), options),
  );
}
