import { describeDuration } from "@muster/shared/duration.ts";
import { toEpochMs } from "@muster/shared/text.ts";
import { agentFolder } from "../compose.ts";
import type { AgentConfig } from "../config.ts";
import { type AgentStatus, readStatus } from "../status-file.ts";
import { readServerTie } from "../uplink/identity.ts";

const WORDS: Record<string, string> = {
  pass: "all right",
  warn: "soon due",
  fail: "to mend",
  unknown: "not readable",
  "not-applicable": "does not apply",
};

/** Says whether this machine is enrolled, connected and all right. Exit code 1 when it is not all right. */
export async function showStatus(config: AgentConfig, options: { json: boolean }): Promise<void> {
  const tie = await readServerTie(agentFolder(config));
  const status = await readStatus(agentFolder(config));
  if (status?.lastReceipt?.status !== "compliant") process.exitCode = 1;
  if (options.json) {
    const server = tie ? { address: tie.address, machineId: tie.machineId } : null;
    console.log(JSON.stringify({ server, status }));
    return;
  }
  if (!tie) {
    console.log("This machine is not enrolled. Enrol it with: npm run agent -- enrol LINK");
    return;
  }
  console.log(`Server: ${tie.address} (this machine is ${tie.machineId})`);
  if (status) for (const line of describe(status)) console.log(line);
  else console.log("The agent has not run yet. Start it with: npm run agent -- run");
}

function describe(status: AgentStatus): string[] {
  const { uplink, lastReceipt, reportsWaiting } = status;
  const lines = [isRunning(status.pid) ? `Agent: running, ${uplink.kind}` : "Agent: not running"];
  if (uplink.kind === "offline") lines.push(`  ${uplink.why.message} ${uplink.why.remedy}`);
  if (status.trouble) lines.push(`  ${status.trouble.message} ${status.trouble.remedy}`);
  if (reportsWaiting > 0) lines.push(`Reports waiting to be sent: ${reportsWaiting}`);
  if (!lastReceipt) return [...lines, "The server has not judged this machine yet."];
  const age = describeDuration(Date.now() - toEpochMs(lastReceipt.serverTime));
  return [
    ...lines,
    `Last report: ${age} ago. ${lastReceipt.sentence}`,
    ...lastReceipt.verdicts.map(
      (verdict) => `  ${(WORDS[verdict.status] ?? verdict.status).padEnd(15)} ${verdict.sentence}`,
    ),
  ];
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM means that it runs under another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
