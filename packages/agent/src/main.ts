#!/usr/bin/env node
import { AppError } from "@muster/shared/errors.ts";
import { Command, Option } from "commander";
import { registerDoctor } from "./commands/doctor.ts";
import { registerParse } from "./commands/parse.ts";
import { registerService } from "./commands/service.ts";
import { probePaths } from "./compose.ts";
import { type AgentFlags, describeAgentSettings, loadConfig } from "./config.ts";

type GlobalFlags = { config?: string; dataDir?: string; logLevel?: string };

const program = new Command("muster-agent")
  .description("Muster's agent: reads this PC's antivirus, firewall and password ages, and reports them to the server.")
  .option("--config <file>", "YAML file with settings (or MUSTER_AGENT_CONFIG_FILE)")
  .option("--data-dir <folder>", "folder for key, queue and status")
  .option("--log-level <level>", "debug, info, warn or error")
  .addHelpText(
    "after",
    `\nSettings (defaults, then the YAML file, then the environment, then options; a secret also as VARIABLE_FILE):\n${describeAgentSettings()}`,
  )
  .showHelpAfterError("(--help shows what there is)");

const json = new Option("--json", "print JSON").default(false);

program
  .command("run")
  .description("report to the server until told to stop")
  .option("--enrol <link>", "enrol with this link first, unless that has been done")
  .action(async ({ enrol }) => (await import("./commands/run.ts")).run(config({ enrolmentLink: enrol })));

program
  .command("enrol")
  .description("enrol this machine")
  .argument("<link>", "the enrolment link, muster://...")
  .option("--replace", "enrol anew as another machine; its history stays with the old entry", false)
  .action(async (link, options) => (await import("./commands/enrol.ts")).enrol(config(), link, options));

program
  .command("collect")
  .description("print what this machine would send; nothing is sent")
  .addOption(json)
  .action(async (options) => (await import("./commands/collect.ts")).collect(config(), options));

program
  .command("status")
  .description(
    "say whether this PC is all right, why not, and what to do (exit code 0: yes, 1: no, 3: not enrolled, 4: not running)",
  )
  .addOption(json)
  .action(async (options) => (await import("./commands/status.ts")).showStatus(config(), options));

registerService(program, config);
registerParse(program);
registerDoctor(program, { paths: () => probePaths(config()) });

function config(more: AgentFlags = {}) {
  const { config: file, ...flags } = program.opts<GlobalFlags>();
  const given: AgentFlags = { ...flags, ...more };
  return loadConfig(file === undefined ? given : { ...given, config: file });
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(`${error.message}\n${error.remedy}`);
  process.exitCode = 2;
}
