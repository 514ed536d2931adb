import { AppError } from "@muster/shared/errors.ts";
import { enrolHere, runAgent } from "../compose.ts";
import type { AgentConfig } from "../config.ts";
import { createLog } from "../log.ts";

/** Reports until told to stop; enrols first when a link is given and it is needed. */
export async function run(config: AgentConfig): Promise<void> {
  const log = createLog(config.logLevel);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // A parent that has gone without a word would leave the agent running unseen.
  process.on("disconnect", stop);
  if (config.enrolmentLink !== undefined) {
    const { tie, isNew } = await enrolHere(config, config.enrolmentLink, false);
    if (isNew) log.info({ machineId: tie.machineId, address: tie.address }, "enrolled");
  }
  try {
    await runAgent(config, log, stopping.signal);
  } catch (error) {
    if (error instanceof AppError) throw error;
    // A bug: say so, and let whatever supervises the process start it again with its memory clean.
    log.fatal({ err: error }, "unexpected error");
    process.exit(1);
  }
  log.info("stopped");
  if (process.connected) process.disconnect?.();
}
