import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";

/** What a sensor says of itself. */
export type SensorStatus = { state: AntivirusProduct["state"]; version: string | null };

/**
 * CrowdStrike's `falconctl -g --aid --rfm-state --version` on Linux: a sensor with reduced functionality (RFM) runs and
 * sees next to nothing, and one without an agent id has never spoken to its cloud.
 */
export function parseFalconctl(text: string): SensorStatus | null {
  const isReduced = /\brfm-state\s*=\s*(true|false)\b/i.exec(text)?.[1]?.toLowerCase();
  const hasId = /\baid\s*=\s*"?[0-9a-f]{32}\b/i.test(text);
  if (isReduced === undefined) return null;
  const version = /\bversion\s*=\s*([0-9][0-9.]{0,30})/.exec(text)?.[1] ?? null;
  return { state: isReduced === "true" ? "off" : hasId ? "on" : "unknown", version };
}

/** SentinelOne's `sentinelctl management status` / `status`: it names its agent's state and its console's connection. */
export function parseSentinelctl(text: string): SensorStatus | null {
  const state =
    /^[ \t]{0,80}(?:Agent(?:'s)? (?:operational )?state|Protection|Agent)[ \t]{0,40}:?[ \t]{1,40}(enabled|disabled|on|off|loaded)[ \t]*\r?$/im.exec(
      text,
    )?.[1];
  if (state === undefined) return null;
  const version =
    /^[ \t]{0,80}(?:Agent )?version[ \t]{0,40}:?[ \t]{1,40}([0-9][0-9.]{0,30})[ \t]*\r?$/im.exec(text)?.[1] ?? null;
  return { state: /^(?:enabled|on|loaded)$/i.test(state) ? "on" : "off", version };
}

/** Cortex's `cytool runtime query`: one line per component; `pmd` is the one that protects. */
export function parseCytool(text: string): SensorStatus | null {
  const status = /^[ \t]{0,80}pmd\b[^\r\n]{0,300}?\b(running|stopped)\b/im.exec(text)?.[1]?.toLowerCase();
  return status === undefined ? null : { state: status === "running" ? "on" : "off", version: null };
}

/** CrowdStrike's `falconctl stats agent_info` on macOS: `Sensor operational: true`. */
export function parseFalconStats(text: string): SensorStatus | null {
  const isWorking = /^[ \t]{0,80}Sensor operational:[ \t]{1,40}(true|false)[ \t]*\r?$/im.exec(text)?.[1]?.toLowerCase();
  if (isWorking === undefined) return null;
  const version = /^[ \t]{0,80}version:[ \t]{1,40}([0-9][0-9.]{0,30})[ \t]*\r?$/im.exec(text)?.[1] ?? null;
  return { state: isWorking === "true" ? "on" : "off", version };
}

/** Carbon Black's `repcli status`: `Sensor State[Enabled]` or `Sensor State: Enabled`; in bypass it runs and blocks nothing. */
export function parseRepcli(text: string): SensorStatus | null {
  const fieldOf = (name: string) =>
    new RegExp(`^[ \\t]{0,80}${name}[ \\t]{0,40}(?:\\[|:[ \\t]{0,40})([^\\]\\r\\n]{1,60})(?:\\]|\\r?$)`, "im")
      .exec(text)?.[1]
      ?.trim();
  const word = /^[a-z]+/i.exec(fieldOf("Sensor State") ?? "")?.[0].toLowerCase();
  if (word !== "enabled" && word !== "disabled" && word !== "bypass") return null;
  return { state: word === "enabled" ? "on" : "off", version: fieldOf("Sensor Version")?.slice(0, 30) ?? null };
}
