import type { ProbePaths } from "./probe-paths.ts";

type Described = {
  /** Unique within a probe and platform; what `parse --source` takes. */
  id: string;
  /** What it tells, as one phrase. */
  tells: string;
  /** What the agent must be for the source to answer in full. */
  privilege: "none" | "root" | "administrator";
  /** What mends a refusal or a fault; shown by `doctor`. */
  remedy?: string;
  /** What to install where the source is missing and its fact is wanted; shown by `doctor`. */
  install?: string;
};

/** A program with fixed arguments; the first of `programs` (absolute paths) that is installed is run, without a shell. */
export type CommandSource = Described & {
  kind: "command";
  programs: readonly string[];
  args: readonly string[];
  timeoutMs?: number;
};

/** The first `maxBytes` of a text file; a longer file is refused unless `isHeadEnough`. `~/` is the agent's own home. */
export type FileSource = Described & {
  kind: "file";
  path: (paths: ProbePaths) => string;
  maxBytes?: number;
  isHeadEnough?: boolean;
};

/** Which of some paths exist: answers those that do, one a line. */
export type ExistenceSource = Described & { kind: "existence"; paths: readonly string[] };

/** The names of running programs, one a line, as the kernel keeps them (15 characters on Linux). */
export type ProcessesSource = Described & { kind: "processes" };

/** A request to a daemon's local socket, the first of `paths` that exists; its answer is what comes until it closes. */
export type SocketSource = Described & {
  kind: "socket";
  paths: (paths: ProbePaths) => readonly string[];
  request: string;
};

/** What the runtime itself knows of the machine, as JSON; see `RuntimeFacts`. */
export type RuntimeSource = Described & { kind: "runtime" };

/** The size and the free room of the file systems that hold some paths, as JSON; see `StorageRow`. */
export type SpaceSource = Described & { kind: "space"; paths: readonly string[] };

/** The hardware as the `systeminformation` package finds it, as JSON. */
export type HardwareSource = Described & { kind: "hardware" };

/** An expression whose value one PowerShell process, shared by all probes, prints as JSON. */
export type PowerShellSource = Described & { kind: "powershell"; expression: string };

/** One place that a fact is read from. A literal: it says what is read and what for, and reads nothing by itself. */
export type Source =
  | CommandSource
  | FileSource
  | ExistenceSource
  | ProcessesSource
  | SocketSource
  | RuntimeSource
  | SpaceSource
  | HardwareSource
  | PowerShellSource;

/** The exact command, file or query that a source stands for, as a person would write it. */
export function describeSource(source: Source, paths: ProbePaths): string {
  switch (source.kind) {
    case "command":
      return [source.programs[0], ...source.args].join(" ");
    case "file":
      return source.isHeadEnough ? `${source.path(paths)} (first ${source.maxBytes} bytes)` : source.path(paths);
    case "existence":
      return `which exist: ${source.paths.join(", ")}`;
    case "processes":
      return "/proc/*/comm";
    case "socket":
      return `socket ${source.paths(paths).join(" or ")}: ${source.request.replaceAll("\0", "")}`;
    case "runtime":
      return "node:os";
    case "space":
      return `statfs: ${source.paths.join(", ")}`;
    case "hardware":
      return "systeminformation system()";
    case "powershell":
      return `powershell: ${source.expression}`;
  }
}
