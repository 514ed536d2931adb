import { existsSync } from "node:fs";
import { AppError } from "@muster/shared/errors.ts";
import { type Capture, ParserSource } from "@muster/shared/parser-lab.ts";
import { type ProbeOutcome, ProbeOutcomes } from "@muster/shared/report.ts";
import { type Allowance, type Ended, runShutOff } from "./run-shut-off.ts";

/** Reading takes half a second, nearly all of it Node's start. */
const ALLOWANCE: Allowance = { timeoutMs: 15_000, memoryMiB: 192, outputBytes: 1024 * 1024 };

/** Each is a process; people who try something out do not do so by the dozen. */
const MAX_AT_ONCE = 2;

export type ParserLab = {
  /** Every source of every probe; empty where the agent's program is not at hand. */
  sources(): Promise<ParserSource[]>;
  /**
   * Reads a capture as the agent would, with every other source left out.
   * @throws AppError `no_parser`, `parser_busy`, `input_invalid` for a source that there is not, `capture_unreadable`
   */
  read(capture: Capture): Promise<ProbeOutcome>;
  stop(): void;
};

/** Has the agent's own program read what people paste, so that the lab can never differ from the agents in use. */
export function openParserLab(options: { program: string; readable: readonly string[]; now: () => number }): ParserLab {
  const { program, readable, now } = options;
  const stopping = new AbortController();
  let listed: Promise<ParserSource[]> | undefined;
  let running = 0;

  const run = async (args: readonly string[], input: string): Promise<Ended> => {
    if (!existsSync(program)) throw new AppError("no_parser");
    if (running >= MAX_AT_ONCE) throw new AppError("parser_busy");
    running++;
    try {
      return await runShutOff({ program, args, readable, input, allowance: ALLOWANCE, signal: stopping.signal });
    } finally {
      running--;
    }
  };

  const list = async (): Promise<ParserSource[]> => {
    if (!existsSync(program)) return [];
    const { stdout } = await run(["parse", "--list"], "");
    return stdout.split("\n").flatMap((line) => {
      const [probe, platform, id, ...rest] = line.split("\t");
      const source = ParserSource.safeParse({ probe, platform, id, standsFor: rest.join("\t") });
      return source.success ? [source.data] : [];
    });
  };

  const sources = (): Promise<ParserSource[]> => {
    listed ??= list().catch((error: unknown) => {
      listed = undefined;
      throw error;
    });
    return listed;
  };

  return {
    sources,
    read: async ({ probe, platform, source, text, exitCode, capturedAt }) => {
      const known = await sources();
      if (known.length === 0) throw new AppError("no_parser");
      const isKnown = known.some((each) => each.probe === probe && each.platform === platform && each.id === source);
      if (!isKnown) throw new AppError("input_invalid", `There is no source ${source} of ${probe} on ${platform}.`);
      const at = capturedAt ?? new Date(now()).toISOString();
      const args = ["parse", probe, "--platform", platform, "--source", source, `--exit-code=${exitCode}`, "--now", at];
      const { stdout, isCutShort } = await run(args, text);
      const outcome = ProbeOutcomes[probe].safeParse(parseJson(stdout));
      if (isCutShort || !outcome.success) throw new AppError("capture_unreadable");
      return outcome.data;
    },
    stop: () => stopping.abort(),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
