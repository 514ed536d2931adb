import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import { MAX_TEXT_CHARS } from "@muster/shared/limits.ts";
import { clip, type Instant, toInstant } from "@muster/shared/text.ts";
import type { Ask } from "../reader.ts";
import type { CommandSource } from "../source.ts";
import { unknownDefinitions, unreadableProduct } from "./product.ts";

export const BDUITOOL: CommandSource = {
  kind: "command",
  id: "bduitool",
  tells: "the state of Bitdefender's antimalware module and when its security content was last updated",
  programs: ["/opt/bitdefender-security-tools/bin/bduitool"],
  args: ["get", "ps"],
  privilege: "root",
  remedy: "run the agent as root",
};

const NAME = "Bitdefender Endpoint Security Tools";

/** Reads `2026-05-31 at 10:00:00 GMT+2`; without its zone it is no instant. */
function parseUpdatedAt(text: string | undefined): Instant | null {
  const match = /^(\d{4}-\d{2}-\d{2}) at (\d{2}:\d{2}:\d{2}) GMT(?:([+-])(\d{1,2})(?::?(\d{2}))?)?$/.exec(text ?? "");
  if (!match) return null;
  const [, day, time, sign, hours = "0", minutes = "0"] = match;
  const zoneMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === "-" ? -1 : 1);
  const localMs = Date.parse(`${day}T${time}Z`);
  return Number.isNaN(localMs) ? null : toInstant(localMs - zoneMs);
}

/** Reads `bduitool get ps`: one `name: value` a line, features behind a dash. Null when it does not name the antimalware module. */
export function parseBduitool(text: string): AntivirusProduct | null {
  // Only whole lines count: a zone or a word that is cut short would read as another.
  const fieldOf = (name: string) =>
    new RegExp(`^[ \\t]{0,40}(?:- )?${name}:[ \\t]{0,40}([^\\r\\n]{1,200}?)\\r?\\n`, "m").exec(text)?.[1];
  const status = fieldOf("Antimalware status");
  if (status === undefined) return null;
  const publishedAt = parseUpdatedAt(fieldOf("Last security content update"));
  const version = fieldOf("Engines version")?.slice(0, 100) ?? null;
  const pending = fieldOf("New security content available");
  return {
    name: NAME,
    state: status === "On" ? "on" : status === "Off" ? "off" : "unknown",
    // The one status covers the module as a whole; whether it watches files as they are opened is a setting that is not printed.
    realTime: status === "Off" ? "off" : "unknown",
    definitions: {
      ...unknownDefinitions("bduitool: last security content update"),
      publishedAt,
      version,
      confidence: publishedAt !== null ? "date" : version !== null ? "version" : "none",
      vendorSaysCurrent: pending === "no" ? true : pending === "yes" ? false : null,
    },
    registration: "genuine",
    version: fieldOf("Product version")?.slice(0, 100) ?? null,
    source: "bduitool get ps",
  };
}

/** Bitdefender on Linux; null where it is not installed. */
export async function readBitdefender(ask: Ask): Promise<AntivirusProduct | null> {
  const answer = await ask(BDUITOOL);
  if (answer.kind === "missing" || answer.kind === "skipped") return null;
  if (answer.kind !== "answered") return unreadableProduct(NAME, clip(answer.reason, MAX_TEXT_CHARS));
  const product = answer.exitCode === 0 ? parseBduitool(answer.stdout) : null;
  return (
    product ?? unreadableProduct(NAME, `bduitool did not name its antimalware module (exit code ${answer.exitCode})`)
  );
}
