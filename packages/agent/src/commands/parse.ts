import { readFile } from "node:fs/promises";
import { PROBE_IDS, type ProbeId } from "@muster/shared/facts/index.ts";
import { Platform } from "@muster/shared/facts/machine.ts";
import { Instant, toEpochMs } from "@muster/shared/text.ts";
import type { Command } from "commander";
import { replay } from "../collect/replay.ts";
import { answered } from "../probes/answer.ts";
import { READERS } from "../probes/catalogue.ts";
import { DEFAULT_PATHS } from "../probes/probe-paths.ts";
import { describeSource } from "../probes/source.ts";
import { decodeText } from "../sources/decode-text.ts";

/** What the command reads and writes; standard input and output in real use. */
export type ParseStreams = {
  readInput: () => Promise<Buffer>;
  print: (text: string) => void;
  complain: (text: string) => void;
  setExitCode: (code: number) => void;
};

type ParseFlags = {
  platform?: string;
  source?: string;
  stdout?: string;
  stderr?: string;
  exitCode: string;
  now?: string;
  list?: boolean;
};

/** Every source of every probe, one a line: probe, platform, source id, and what it stands for. */
export function listSources(): string {
  return READERS.flatMap(({ probe, platform, sources }) =>
    sources.map((source) => [probe, platform, source.id, describeSource(source, DEFAULT_PATHS)].join("\t")),
  ).join("\n");
}

function isProbeId(text: string): text is ProbeId {
  return PROBE_IDS.some((probe) => probe === text);
}

type Request = { probe: ProbeId; platform: Platform; sourceId: string; exitCode: number; nowMs: number };

/** The request that the flags make, or the fault in them with what would be right. */
function readFlags(probe: string | undefined, flags: ParseFlags): Request | string {
  if (probe === undefined || !isProbeId(probe)) return `Name a probe, one of: ${PROBE_IDS.join(", ")}; or use --list.`;
  const platform = Platform.safeParse(flags.platform);
  if (!platform.success) return `Name the platform with --platform, one of: ${Platform.options.join(", ")}.`;
  const sources = READERS.filter((reader) => reader.probe === probe && reader.platform === platform.data);
  const ids = sources.flatMap((reader) => reader.sources.map(({ id }) => id));
  if (flags.source === undefined || !ids.includes(flags.source)) {
    return `Name the source with --source, one of: ${ids.join(", ") || "none, as nothing reads this probe there"}.`;
  }
  if (!/^-?\d{1,10}$/.test(flags.exitCode)) return "--exit-code takes a whole number, such as 0.";
  const now = Instant.safeParse(flags.now);
  if (flags.now !== undefined && !now.success) return "--now takes an instant in UTC, such as 2026-11-23T09:41:00Z.";
  const nowMs = now.success ? toEpochMs(now.data) : Date.now();
  return { probe, platform: platform.data, sourceId: flags.source, exitCode: Number(flags.exitCode), nowMs };
}

/** Runs `parse`: prints the outcome as JSON. Exit code 0 when facts were read, 1 when not, 2 for wrong flags. */
export async function parseCapture(probe: string | undefined, flags: ParseFlags, streams: ParseStreams): Promise<void> {
  if (flags.list) return streams.print(listSources());
  const request = readFlags(probe, flags);
  if (typeof request === "string") {
    streams.complain(request);
    return streams.setExitCode(2);
  }
  const isFromInput = flags.stdout === undefined && flags.stderr === undefined;
  const readNamed = async (path: string | undefined) => (path === undefined ? "" : decodeText(await readFile(path)));
  const stdout = isFromInput ? decodeText(await streams.readInput()) : await readNamed(flags.stdout);
  const answer = answered(stdout, await readNamed(flags.stderr), request.exitCode);
  const outcome = await replay({ ...request, answer });
  streams.print(JSON.stringify(outcome, null, 2));
  if (outcome?.kind !== "read") streams.setExitCode(1);
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Adds `parse` to the program. */
export function registerParse(program: Command): void {
  program
    .command("parse")
    .argument("[probe]", `one of: ${PROBE_IDS.join(", ")}`)
    .description("read output captured on any machine and print the facts in it as JSON")
    .option("--platform <platform>", `where it was captured: ${Platform.options.join(", ")}`)
    .option("--source <id>", "which source it was captured from; see --list")
    .option("--stdout <file>", "what the source printed, or the file itself (default: standard input)")
    .option("--stderr <file>", "what it printed on standard error")
    .option("--exit-code <number>", "the exit code it ended with", "0")
    .option("--now <instant>", "when it was captured, in UTC (default: now)")
    .option("--list", "list every source and the command or file that it stands for")
    .action((probe: string | undefined, flags: ParseFlags) =>
      parseCapture(probe, flags, {
        readInput: readStandardInput,
        print: (text) => process.stdout.write(`${text}\n`),
        complain: (text) => process.stderr.write(`${text}\n`),
        setExitCode: (code) => {
          process.exitCode = code;
        },
      }),
    );
}
