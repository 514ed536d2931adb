import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import { MAX_TEXT_CHARS } from "@muster/shared/limits.ts";
import { clip, type Instant } from "@muster/shared/text.ts";
import type { Answer } from "../answer.ts";
import { fromCompactDay } from "../compact-day.ts";
import { readProcesses } from "../processes.ts";
import type { Ask } from "../reader.ts";
import type { CommandSource } from "../source.ts";
import { unknownDefinitions } from "./product.ts";

export const ESET_MODULES: CommandSource = {
  kind: "command",
  id: "eset-modules",
  tells: "the version and the day of ESET's detection engine",
  programs: ["/opt/eset/eea/bin/upd", "/opt/eset/efs/bin/upd"],
  args: ["--list-modules"],
  privilege: "root",
  remedy: "run the agent as root",
};

/** Reads the line of the detection engine, `EM002 31832 (20260530) Detection engine`; null when there is none. */
export function parseEsetModules(text: string): { version: string; publishedAt: Instant | null } | null {
  const line = /^EM002[ \t]{1,20}([0-9.]{1,20})[ \t]{1,20}(\(\d{8}\))/m.exec(text);
  if (line?.[1] === undefined) return null;
  return { version: line[1], publishedAt: fromCompactDay(line[2] ?? null, /^\((\d{4})(\d{2})(\d{2})\)$/) };
}

function readEngine(answer: Answer): AntivirusProduct["definitions"] {
  if (answer.kind === "answered") {
    const engine = parseEsetModules(answer.stdout);
    if (engine === null) return unknownDefinitions(`upd listed no detection engine (exit code ${answer.exitCode})`);
    const confidence = engine.publishedAt === null ? "version" : "date";
    return { ...unknownDefinitions("ESET's upd: day of the detection engine"), ...engine, confidence };
  }
  return unknownDefinitions("reason" in answer ? clip(answer.reason, MAX_TEXT_CHARS) : "ESET's upd was not asked");
}

/**
 * ESET Endpoint Antivirus and Server Security on Linux; null where neither is installed. Its scanner `scand` protects only
 * while it runs; `oaeventd` hands it files as they are opened, but other ways exist, so its absence proves nothing.
 */
export async function readEset(ask: Ask): Promise<AntivirusProduct | null> {
  const modules = await ask(ESET_MODULES);
  if (modules.kind === "missing" || modules.kind === "skipped") return null;
  const processes = await readProcesses(ask);
  const state = processes === null ? "unknown" : processes.has("scand") ? "on" : "off";
  return {
    name: "ESET",
    state,
    realTime: state === "on" && processes?.has("oaeventd") ? "on" : state === "off" ? "off" : "unknown",
    definitions: readEngine(modules),
    registration: "genuine",
    version: null,
    source:
      state === "unknown" ? "running programs could not be listed" : `scand is ${state === "on" ? "" : "not "}running`,
  };
}
