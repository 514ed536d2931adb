import { linesOf } from "../lines.ts";
import type { Ask } from "../reader.ts";
import type { ProcessesSource } from "../source.ts";

export const PROCESSES: ProcessesSource = {
  kind: "processes",
  id: "processes",
  tells: "which products' programs are running, among them clamd (on demand) and clamonacc (on access)",
  privilege: "none",
  remedy: "mount /proc without hidepid for the agent, or run it as root",
};

/** The names of the running programs, cut to 15 characters by the kernel; null when they could not be listed. */
export async function readProcesses(ask: Ask): Promise<ReadonlySet<string> | null> {
  const answer = await ask(PROCESSES);
  return answer.kind === "answered" ? new Set(linesOf(answer.stdout).map((name) => name.trim())) : null;
}
