import { readdirSync, readFileSync } from "node:fs";
import { type Answer, answered } from "../probes/answer.ts";
import { answerOfError } from "./answer-of-error.ts";

function nameOf(pid: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/comm`, "latin1").trim();
  } catch {
    // The process ended while the list was being read.
    return null;
  }
}

/**
 * Names of the running processes, one a line, from `/proc/<pid>/comm` (proc(5): at most 15 characters).
 * Synchronous, as the kernel answers from memory and a promise each would cost more than the reading.
 */
export function listProcesses(): Answer {
  try {
    const names = readdirSync("/proc")
      .filter((entry) => /^\d+$/.test(entry))
      .map(nameOf);
    return answered([...new Set(names.filter((name) => name !== null))].join("\n"));
  } catch (error) {
    return answerOfError(error, "/proc");
  }
}
