import { z } from "zod";
import { type Answer, answered, MISSING } from "../probes/answer.ts";
import type { PowerShellSource } from "../probes/source.ts";
import { runCommand } from "./run-command.ts";

const POWERSHELL = "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe";

/** Time in ms for all sections together: WMI alone may take half a minute on a machine that has just woken. */
const POWERSHELL_TIMEOUT_MS = 60_000;

/** Parts the sections' lines from anything that a module prints by itself. */
const MARK = "@muster ";

/**
 * One script for all sections: each prints one line of JSON, so that a fault in one costs only its own. Dates leave as ISO
 * in UTC, and the fault's number beside its translated text.
 */
export function buildScript(sources: readonly PowerShellSource[]): string {
  const sections = sources.map(({ expression }, index) => `Section ${index} { ${expression} }`);
  return [
    "$ErrorActionPreference='Stop'",
    "$ProgressPreference='SilentlyContinue'",
    "$WarningPreference='SilentlyContinue'",
    "[Console]::OutputEncoding=New-Object Text.UTF8Encoding $false",
    "function Plain($v) { if ($v -is [DateTime]) { $v.ToUniversalTime().ToString('o') } else { $v } }",
    "function Flat($o) { if ($o -isnot [psobject] -or $o -is [string]) { return $o }; $r=[ordered]@{}; foreach ($p in $o.PSObject.Properties) { $r[$p.Name]=Plain $p.Value }; [pscustomobject]$r }",
    `function Section($n, [scriptblock]$b) { try { $d=@(& $b | ForEach-Object { Flat $_ }); $r=@{n=$n; ok=$true; rows=$d} } catch { $r=@{n=$n; ok=$false; fault=('0x{0:x8} {1} {2}' -f $_.Exception.HResult, $_.FullyQualifiedErrorId, $_.Exception.Message)} }; [Console]::Out.WriteLine('${MARK}' + (ConvertTo-Json -InputObject $r -Depth 4 -Compress)) }`,
    ...sections,
  ].join("\n");
}

const Section = z.union([
  z.object({ n: z.number().int(), ok: z.literal(true), rows: z.unknown() }),
  z.object({ n: z.number().int(), ok: z.literal(false), fault: z.string() }),
]);

function parseSection(line: string): z.infer<typeof Section> | null {
  try {
    const parsed = Section.safeParse(JSON.parse(line.slice(line.indexOf(MARK) + MARK.length)));
    return parsed.success ? parsed.data : null;
  } catch {
    // The line was cut off when the process was stopped.
    return null;
  }
}

/** Splits the script's output into one answer per section, by position; a section that printed nothing failed. */
export function parseSections(stdout: string, count: number, reason: string): Answer[] {
  const answers: Answer[] = Array.from({ length: count }, () => ({ kind: "failed", reason }));
  for (const line of stdout.split(/\r?\n/).filter((text) => text.includes(MARK))) {
    const section = parseSection(line);
    if (section === null || !(section.n in answers)) continue;
    answers[section.n] = section.ok ? answered(JSON.stringify(section.rows ?? [])) : answered("", section.fault, 1);
  }
  return answers;
}

/** Answers all sections by one PowerShell process. */
export async function runPowerShell(sources: readonly PowerShellSource[], signal: AbortSignal): Promise<Answer[]> {
  const args = ["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-Command", buildScript(sources)];
  const answer = await runCommand({ program: POWERSHELL, args, signal, timeoutMs: POWERSHELL_TIMEOUT_MS });
  if (answer.kind === "answered")
    return parseSections(answer.stdout, sources.length, "PowerShell ended before it came to this");
  if (answer.kind === "failed") return parseSections(answer.partialStdout ?? "", sources.length, answer.reason);
  return sources.map(() => (answer.kind === "missing" ? MISSING : answer));
}
