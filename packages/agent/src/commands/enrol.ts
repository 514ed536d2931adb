import { enrolHere } from "../compose.ts";
import type { AgentConfig } from "../config.ts";

/** Enrols this machine by a link. */
export async function enrol(config: AgentConfig, link: string, options: { replace: boolean }): Promise<void> {
  const { tie, isNew } = await enrolHere(config, link, options.replace);
  console.log(
    isNew
      ? `Enrolled with ${tie.address} as machine ${tie.machineId}. Start reporting with: npm run agent -- run`
      : `Already enrolled with this server as machine ${tie.machineId}; its address is now ${tie.address}.`,
  );
}
