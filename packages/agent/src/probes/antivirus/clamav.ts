import type { AntivirusProduct, Definitions } from "@muster/shared/facts/antivirus.ts";
import { MAX_TEXT_CHARS } from "@muster/shared/limits.ts";
import { clip } from "@muster/shared/text.ts";
import type { Answer } from "../answer.ts";
import { readProcesses } from "../processes.ts";
import type { Ask } from "../reader.ts";
import type { ExistenceSource, FileSource } from "../source.ts";
import { parseClamavHeader } from "./clamav-header.ts";
import { CLAMD, inUse, parseClamdVersion } from "./clamd.ts";
import { unknownDefinitions } from "./product.ts";

function daily(extension: "cld" | "cvd"): FileSource {
  return {
    kind: "file",
    id: `clamav-daily-${extension}`,
    tells: "when ClamAV's daily definitions were built, and their version",
    path: (paths) => `${paths.clamavFolder}/daily.${extension}`,
    maxBytes: 512,
    isHeadEnough: true,
    privilege: "none",
    remedy: "give the agent's account the right to read the database folder",
    install: "clamav-freshclam, and let it run once",
  };
}

const DAILY_CLD = daily("cld");
const DAILY_CVD = daily("cvd");

const PROGRAMS: ExistenceSource = {
  kind: "existence",
  id: "clamav-programs",
  tells: "whether ClamAV is installed at all",
  paths: ["/usr/sbin/clamd", "/usr/bin/clamscan", "/usr/local/sbin/clamd", "/usr/local/bin/clamscan"],
  privilege: "none",
};

export const CLAMAV_SOURCES = [DAILY_CLD, DAILY_CVD, PROGRAMS, CLAMD] as const;

/**
 * Judges only `daily`: `main` is months old by design. Whichever of cld and cvd was built later is the one in use
 * (freshclam keeps either). Built is not downloaded: a mirror that stands still shows as a growing age, as it should.
 */
function readDefinitions(files: readonly { source: FileSource; answer: Answer }[]): Definitions | null {
  const headers = files.flatMap(({ source, answer }) => {
    if (answer.kind !== "answered") return [];
    const header = parseClamavHeader(answer.stdout);
    return header ? [{ header, fileName: source.id === DAILY_CLD.id ? "daily.cld" : "daily.cvd" }] : [];
  });
  const newest = headers.sort((a, b) => (a.header.builtAt < b.header.builtAt ? 1 : -1))[0];
  if (newest) {
    return {
      publishedAt: newest.header.builtAt,
      version: newest.header.version,
      confidence: "date",
      vendorSaysCurrent: null,
      isNeeded: true,
      source: `header of ClamAV's ${newest.fileName}`,
    };
  }
  const problem = files.map(({ answer }) => answer).find(({ kind }) => kind !== "missing" && kind !== "skipped");
  if (problem === undefined) return null;
  return unknownDefinitions(
    problem.kind === "answered" ? "ClamAV's daily database has no readable header" : describeProblem(problem),
  );
}

function describeProblem(answer: Answer): string {
  const reason = "reason" in answer ? answer.reason : "not read";
  return clip(`ClamAV's daily database: ${reason}`, MAX_TEXT_CHARS);
}

/** `clamonacc` is null where programs could not be listed. */
type Running = { clamd: boolean; clamonacc: boolean | null };

async function readRunning(ask: Ask): Promise<Running | null> {
  const names = await readProcesses(ask);
  return names && { clamd: names.has("clamd"), clamonacc: names.has("clamonacc") };
}

function describeRunning(running: Running | null): string {
  if (running === null) return "running programs could not be listed";
  if (!running.clamd) return "clamd is not running: files are looked at only when somebody starts a scan";
  if (running.clamonacc === null) return "clamd answers; other running programs could not be listed";
  return running.clamonacc
    ? "clamd and clamonacc are running"
    : "clamd is running; without clamonacc files are looked at on demand only";
}

function realTimeOf(running: Running | null): AntivirusProduct["realTime"] {
  if (running === null || (running.clamd && running.clamonacc === null)) return "unknown";
  return running.clamd && running.clamonacc ? "on" : "off";
}

/** ClamAV as it stands on this machine; null when nothing of it is there. */
export async function readClamav(ask: Ask): Promise<AntivirusProduct | null> {
  const [cld, cvd, programs, socket, listed] = await Promise.all([
    ask(DAILY_CLD),
    ask(DAILY_CVD),
    ask(PROGRAMS),
    ask(CLAMD),
    readRunning(ask),
  ]);
  const clamd = socket.kind === "answered" ? parseClamdVersion(socket.stdout) : null;
  // An answer proves that clamd runs, whatever the list of programs shows.
  const running = clamd === null ? listed : { clamd: true, clamonacc: listed?.clamonacc ?? null };
  const files = readDefinitions([
    { source: DAILY_CLD, answer: cld },
    { source: DAILY_CVD, answer: cvd },
  ]);
  const definitions = inUse(files, clamd);
  const isInstalled = programs.kind === "answered" && programs.stdout.trim() !== "";
  if (definitions === null && !running?.clamd && !isInstalled) return null;
  return {
    name: "ClamAV",
    state: running === null ? "unknown" : running.clamd ? "on" : "off",
    realTime: realTimeOf(running),
    definitions: definitions ?? unknownDefinitions("ClamAV has no daily definitions"),
    registration: "genuine",
    version: clamd?.version ?? null,
    source: describeRunning(running),
  };
}
