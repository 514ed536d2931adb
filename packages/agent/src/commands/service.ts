import { rm } from "node:fs/promises";
import { isSea } from "node:sea";
import { AppError } from "@muster/shared/errors.ts";
import { Platform } from "@muster/shared/facts/machine.ts";
import { agentFolder, enrolHere, sayRemoved } from "../compose.ts";
import type { AgentConfig } from "../config.ts";
import { carryOut } from "../service/carry-out.ts";
import { describeSteps, planService, type ServiceAct } from "../service/plan.ts";
import type { Program } from "../service/program.ts";
import { readServerTie } from "../uplink/identity.ts";

type Options = { print: boolean; link?: string | undefined; purge?: boolean };

/** Installs, removes, starts or stops the agent as a service of this OS; with `print` it only says what it would do. */
export async function controlService(act: ServiceAct, config: AgentConfig, options: Options): Promise<void> {
  const steps = planService(act, Platform.parse(platformHere()), programHere());
  if (options.print) return console.log(describeSteps(steps));
  if (process.getuid && process.getuid() !== 0) throw new AppError("needs_root");
  if (act === "install") await beEnrolled(config, options.link);
  const wasTied = act === "uninstall" && (await readServerTie(agentFolder(config))) !== null;
  await carryOut(steps);
  if (wasTied) await sayRemoved(config);
  if (act === "uninstall" && options.purge) await rm(agentFolder(config), { recursive: true, force: true });
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

function platformHere(): string {
  return { win32: "windows", darwin: "macos" }[process.platform as string] ?? process.platform;
}

/** This very agent: the single executable, or this Node with the agent's script. */
function programHere(): Program {
  return { file: process.execPath, args: isSea() ? [] : [process.argv[1] ?? ""] };
}
