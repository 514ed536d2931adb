import type { AntivirusProduct, Definitions } from "@muster/shared/facts/antivirus.ts";
import { toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import type { Answer } from "../answer.ts";
import { parseJson } from "../parse-json.ts";
import { readProcesses } from "../processes.ts";
import type { Ask } from "../reader.ts";
import type { FileSource } from "../source.ts";
import { unknownDefinitions } from "./product.ts";

function file(id: string, path: string, tells: string): FileSource {
  return { kind: "file", id, path: () => path, tells, privilege: "root", remedy: "run the agent as root" };
}

const STATUS = file(
  "sophos-status",
  "/opt/sophos-spl/base/mcs/status/SAV_status.xml",
  "whether Sophos is told to look at files as they are opened, and its version",
);
const UPDATES = file(
  "sophos-updates",
  "/opt/sophos-spl/base/update/var/updatescheduler/state_machine_raw_data.json",
  "when Sophos last updated itself without a fault",
);

export const SOPHOS_SOURCES = [STATUS, UPDATES] as const;

const UpdateState = z.looseObject({ LastGoodInstallTime: z.string().regex(/^\d{1,14}$/) });

/** Seconds beyond this lie past the year 5000, so that they are milliseconds, as some versions write them. */
const LAST_SECONDS = 100_000_000_000;

/** The definitions are as new as Sophos's own were at the last update that went well; 0 means that there was none yet. */
function readUpdates(answer: Answer): Definitions {
  const state = answer.kind === "answered" ? parseJson(answer.stdout, UpdateState) : null;
  const time = Number(state?.LastGoodInstallTime ?? 0);
  const source = "Sophos's update scheduler: last good update";
  if (time === 0) return unknownDefinitions(`${source} is not known`);
  const publishedAt = toInstant(time < LAST_SECONDS ? time * 1000 : time);
  return { ...unknownDefinitions(source), publishedAt, confidence: "date" };
}

/**
 * The threat detector goes to sleep when nothing is scanned for a while and is woken by Sophos's watchdog, so only the two
 * together missing mean that nothing protects.
 */
function stateOf(processes: ReadonlySet<string> | null): AntivirusProduct["state"] {
  if (processes === null) return "unknown";
  if (processes.has("sophos_threat_d") || processes.has("soapd")) return "on";
  return processes.has("sophos_watchdog") ? "unknown" : "off";
}

/** Sophos Protection for Linux; null where nothing of it is there. */
export async function readSophos(ask: Ask): Promise<AntivirusProduct | null> {
  const [status, updates, processes] = await Promise.all([ask(STATUS), ask(UPDATES), readProcesses(ask)]);
  const isGone = [status, updates].every(({ kind }) => kind === "missing" || kind === "skipped");
  const state = stateOf(processes);
  if (isGone && state !== "on") return null;
  const text = status.kind === "answered" ? status.stdout : "";
  const isWatching = /<on-access>(true|false)<\/on-access>/.exec(text)?.[1];
  return {
    name: "Sophos Protection for Linux",
    state,
    realTime:
      state === "off" || isWatching === "false"
        ? "off"
        : isWatching === "true" && processes?.has("soapd")
          ? "on"
          : "unknown",
    definitions: readUpdates(updates),
    registration: "genuine",
    version: /<product-version>([0-9][0-9.]{0,40})<\/product-version>/.exec(text)?.[1] ?? null,
    source: "Sophos's running programs and SAV_status.xml",
  };
}
