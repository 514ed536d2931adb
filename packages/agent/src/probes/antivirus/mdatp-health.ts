import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import { toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import { parseJson } from "../parse-json.ts";

// A setting is either its plain value or an object that also says whether an administrator manages it.
const Switch = z.union([z.boolean(), z.looseObject({ value: z.boolean() }).transform(({ value }) => value)]);
const Status = z.union([z.string(), z.looseObject({ $type: z.string() }).transform(({ $type }) => $type)]);

const Health = z.looseObject({
  appVersion: z.string().max(100).optional(),
  definitionsUpdated: z.union([z.string(), z.number()]).optional(),
  definitionsVersion: z.string().max(100).optional(),
  definitionsStatus: Status.optional(),
  realTimeProtectionEnabled: Switch.optional(),
  passiveModeEnabled: Switch.optional(),
  licensed: z.boolean().optional(),
});
type Health = z.infer<typeof Health>;

const NAME = "Microsoft Defender for Endpoint";

/** `definitionsUpdated` is a string of epoch milliseconds. */
function readUpdatedAt(value: Health["definitionsUpdated"]): string | null {
  const text = String(value ?? "").trim();
  return /^\d{12,14}$/.test(text) ? toInstant(Number(text)) : null;
}

function stateOf(health: Health): AntivirusProduct["state"] {
  if (health.licensed === false) return "expired";
  if (health.passiveModeEnabled === true) return "passive";
  if (health.realTimeProtectionEnabled === undefined || health.passiveModeEnabled === undefined) return "unknown";
  // With real-time protection off it looks at files on demand only, like any engine that stands by.
  return health.realTimeProtectionEnabled ? "on" : "off";
}

/**
 * Reads `mdatp health --output json`. Its own `healthy` is not taken: it says true in passive mode with real-time
 * protection off. A licence banner may come before the JSON. Null when there is no such JSON.
 */
export function parseMdatpHealth(stdout: string): AntivirusProduct | null {
  const health = parseJson(stdout.slice(Math.max(0, stdout.indexOf("{"))), Health);
  if (health === null || !("licensed" in health || "realTimeProtectionEnabled" in health)) return null;
  const publishedAt = readUpdatedAt(health.definitionsUpdated);
  const realTime = health.realTimeProtectionEnabled;
  const status = health.definitionsStatus;
  return {
    name: NAME,
    state: stateOf(health),
    realTime: realTime === undefined ? "unknown" : realTime ? "on" : "off",
    definitions: {
      publishedAt,
      version: health.definitionsVersion ?? null,
      confidence: publishedAt !== null ? "date" : health.definitionsVersion ? "version" : "none",
      vendorSaysCurrent: status === undefined || status === "unknown" ? null : status === "upToDate",
      isNeeded: true,
      source: "mdatp health: when the definitions were last updated",
    },
    registration: "genuine",
    version: health.appVersion ?? null,
    source: health.licensed === false ? "mdatp health: no licence" : "mdatp health",
  };
}
