import { linesOf } from "./lines.ts";
import type { Ask } from "./reader.ts";
import type { ProcessesSource } from "./source.ts";

/** One for all probes, so that the list is made once in a collection. */
export const PROCESSES: ProcessesSource = {
  kind: "processes",
  id: "processes",
  tells: "which programs are running, among them clamd (on demand), clamonacc (on access), freshclam and the desktop",
  privilege: "none",
  remedy: "mount /proc without hidepid for the agent, or run it as root",
};

/** The names of the running programs, cut to 15 characters by the kernel; null when they could not be listed. */
export async function readProcesses(ask: Ask): Promise<ReadonlySet<string> | null> {
  const answer = await ask(PROCESSES);
  return answer.kind === "answered" ? new Set(linesOf(answer.stdout).map((name) => name.trim())) : null;
}
