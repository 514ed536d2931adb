#!/usr/bin/env node
import { AppError } from "@muster/shared/errors.ts";
import { Command, Option } from "commander";
import { checkConfig } from "./commands/check-config.ts";
import { describeServerSettings, loadConfig, type ServerFlags } from "./config.ts";

type GlobalFlags = {
  config?: string;
  dataDir?: string;
  listen?: string;
  httpsPort?: string;
  httpPort?: string;
  publicAddress?: string;
  policy?: string;
  logLevel?: string;
};

const program = new Command("muster-server")
  .description(
    "Muster's server: hears the agents, judges their machines, shows the fleet and mails the nightly digest.",
  )
  .option("--config <file>", "YAML file with settings (or MUSTER_CONFIG_FILE)")
  .option("--data-dir <folder>", "folder for the store, keys and logs")
  .option("--listen <address>", "address of the HTTPS port; 0.0.0.0 lets other PCs in")
  .option("--https-port <port>", "port for agents, dashboard and API")
  .option("--http-port <port>", "port for the dashboard on 127.0.0.1")
  .option("--public-address <address>", "address that other PCs use")
  .option("--policy <file>", "policy document")
  .option("--log-level <level>", "debug, info, warn or error")
  .addHelpText(
    "after",
    `\nSettings (defaults, then the YAML file, then the environment, then options; a secret also as VARIABLE_FILE):\n${describeServerSettings()}`,
  )
  .showHelpAfterError("(--help shows what there is)");

const json = new Option("--json", "print JSON").default(false);

program
  .command("serve")
  .description("run the server until it is told to stop")
  .action(async () => (await import("./commands/serve.ts")).serve(config()));

program
  .command("enrolment-link")
  .description("make a one-use link that lets one more PC in")
  .option("--tag <tag>", "tag of the machine, such as privileged; may be given several times", collect, [])
  .option("--expires-in-minutes <minutes>", "how long the link is good", Number, 60)
  .option("--address <address>", "address of this server as that PC sees it")
  .addOption(json)
  .action(async (options) => (await import("./commands/enrolment-link.ts")).enrolmentLink(config(), options));

program
  .command("sign-in-link")
  .description("make a one-time link that opens the dashboard on this PC")
  .option("--operator <name>", "whom it lets in; default: the owner of this PC's user, or the first owner")
  .option("--role <role>", "makes the operator if there is none of that name: owner, admin, responder, viewer, auditor")
  .addOption(json)
  .action(async (options) => (await import("./commands/sign-in-link.ts")).signInLink(config(), options));

const operator = ["--operator <name>", "whom it is about"] as const;

program
  .command("reset-password")
  .description("take an operator's password away; they set another by a sign-in link")
  .requiredOption(...operator)
  .addOption(json)
  .action(async (options) => (await import("./commands/operator-access.ts")).resetPasswordOf(config(), options));

program
  .command("remove-mfa")
  .description("take an operator's second factor and recovery codes away; they set up another by a sign-in link")
  .requiredOption(...operator)
  .addOption(json)
  .action(async (options) => (await import("./commands/operator-access.ts")).removeMfaOf(config(), options));

program
  .command("unlock")
  .description("let an operator try again at once after too many failed attempts")
  .requiredOption(...operator)
  .addOption(json)
  .action(async (options) => (await import("./commands/operator-access.ts")).unlock(config(), options));

program
  .command("check-config")
  .description("check the settings and the policy, and print what is in force")
  .addOption(json)
  .action((options) => checkConfig(config(), options));

program
  .command("check-mail")
  .description("connect to the mail server, start TLS and sign in; exit code 1 when that fails")
  .option("--to <address>", "send a short test mail there too")
  .addOption(json)
  .action(async (options) => (await import("./commands/check-mail.ts")).checkMail(config(), options));

program
  .command("check-policy")
  .description("check a policy document; exit code 2 when it has faults")
  .argument("<file>", "YAML file, or - for standard input")
  .addOption(json)
  .action(async (file, options) => (await import("./commands/check-policy.ts")).checkPolicy(file, options));

program
  .command("what-if")
  .description("say what a policy document would do to the fleet, now and on the last 30 days; changes nothing")
  .argument("<file>", "YAML file, or - for standard input")
  .addOption(json)
  .action(async (file, options) => (await import("./commands/what-if.ts")).whatIf(config(), file, options));

program
  .command("apply-policy")
  .description("bring a policy document into force; a running server takes it over within seconds")
  .argument("<file>", "YAML file, or - for standard input")
  .requiredOption("--reason <text>", "why the policy changes")
  .option("--author <name>", "who changes it", "admin")
  .addOption(json)
  .action(async (file, options) => (await import("./commands/apply-policy.ts")).applyPolicy(config(), file, options));

program
  .command("verify-audit")
  .description("prove that the audit log is whole, or name the first broken entry; exit code 1 when it is broken")
  .option("--expect <number:hash>", "a head that was noted before and must still be in the log")
  .addOption(json)
  .action(async (options) => (await import("./commands/verify-audit.ts")).verifyAudit(config(), options));

program
  .command("verify-evidence")
  .description("prove an evidence pack by its file alone; exit code 1 when something does not hold")
  .argument("<file>", "the JSON file as it was downloaded")
  .option("--key <fingerprint>", "SHA-256 of the key that must have signed it")
  .addOption(json)
  .action(async (file, options) => (await import("./commands/verify-evidence.ts")).verifyEvidence(file, options));

function config() {
  const flags = program.opts<GlobalFlags>();
  const given: ServerFlags = {
    dataDir: flags.dataDir,
    listenAddress: flags.listen,
    httpsPort: flags.httpsPort,
    httpPort: flags.httpPort,
    publicAddress: flags.publicAddress,
    policyFile: flags.policy,
    logLevel: flags.logLevel,
  };
  return loadConfig(flags.config === undefined ? given : { ...given, config: flags.config });
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(`${error.message}\n${error.remedy}`);
  process.exitCode = 2;
}
