import { z } from "zod";
import { agentFolder } from "../compose.ts";
import type { AgentConfig } from "../config.ts";
import { headlineOf, verdictWord } from "../page/standing.ts";
import { AgentStatus, readStatus } from "../status-file.ts";
import { readServerTie } from "../uplink/identity.ts";
import type { Words } from "../words/english.ts";
import { fill, wordsIn } from "../words/languages.ts";

/** What the exit code tells a script. */
export const STATUS_EXIT_CODES = { allRight: 0, notAllRight: 1, notEnrolled: 3, notRunning: 4 } as const;

const Known = z.object({
  server: z.object({ address: z.string(), machineId: z.string() }).nullable(),
  status: AgentStatus.nullable(),
});
type Known = z.infer<typeof Known>;

/** How long in ms the running agent may take to answer. */
const PAGE_TIMEOUT_MS = 3_000;

/** Says whether this machine is enrolled, connected and all right; the exit code says it too. */
export async function showStatus(config: AgentConfig, options: { json: boolean }): Promise<void> {
  const known = await look(config);
  process.exitCode = exitCodeOf(known);
  if (options.json) console.log(JSON.stringify({ ...known, isRunning: isRunning(known.status) }));
  else for (const line of describe(known, wordsIn(config.language), config.language)) console.log(line);
}

/** From the agent's folder; from the running agent's page where this account may not read the folder. */
async function look(config: AgentConfig): Promise<Known> {
  const folder = agentFolder(config);
  try {
    const tie = await readServerTie(folder);
    return {
      server: tie ? { address: tie.address, machineId: tie.machineId } : null,
      status: await readStatus(folder),
    };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EACCES")) throw error;
    const url = `http://127.0.0.1:${config.pagePort}/status.json`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(PAGE_TIMEOUT_MS) }).catch(() => null);
    const parsed = Known.safeParse(await answer?.json().catch(() => null));
    return parsed.success ? parsed.data : { server: null, status: null };
  }
}

function exitCodeOf({ server, status }: Known): number {
  if (!server) return STATUS_EXIT_CODES.notEnrolled;
  if (!isRunning(status)) return STATUS_EXIT_CODES.notRunning;
  const isFine = status?.lastReceipt?.status === "compliant" || status?.lastReceipt?.status === "accepted-risk";
  return isFine ? STATUS_EXIT_CODES.allRight : STATUS_EXIT_CODES.notAllRight;
}

function describe({ server, status }: Known, words: Words, language: string): string[] {
  if (!server) return [words.notEnrolled, words.enrolIt];
  const when = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const lines = [headlineOf(status, words).text];
  if (!status || !isRunning(status)) lines.push(words.notRunning);
  else lines.push(words[status.uplink.kind]);
  lines.push(fill(words.serverLine, server));
  if (!status) return lines;
  const { uplink, trouble, lastReceipt, reportsWaiting, pageUrl } = status;
  for (const why of [uplink.kind === "offline" ? uplink.why : null, trouble]) {
    if (why) lines.push(`  ${why.message} ${why.remedy}`);
  }
  if (reportsWaiting > 0) lines.push(fill(words.waiting, { count: String(reportsWaiting) }));
  if (lastReceipt) lines.push(fill(words.lastReport, { when: when.format(new Date(lastReceipt.serverTime)) }));
  for (const verdict of lastReceipt?.verdicts ?? []) {
    lines.push(`  ${verdictWord(verdict.status, words).text.padEnd(15)} ${verdict.sentence}`);
    if (verdict.graceEndsAt && !verdict.isFlagged) {
      lines.push(`${" ".repeat(18)}${fill(words.until, { when: when.format(new Date(verdict.graceEndsAt)) })}`);
    }
    lines.push(...verdict.remedy.map((step, index) => `${" ".repeat(18)}${index + 1}. ${step}`));
  }
  if (pageUrl !== null && isRunning(status)) lines.push(pageUrl);
  return lines;
}

function isRunning(status: AgentStatus | null): boolean {
  if (!status) return false;
  try {
    return process.kill(status.pid, 0);
  } catch (error) {
    // EPERM means that it runs under another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
