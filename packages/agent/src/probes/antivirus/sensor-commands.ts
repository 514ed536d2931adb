import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import { MAX_TEXT_CHARS } from "@muster/shared/limits.ts";
import { clip } from "@muster/shared/text.ts";
import type { Ask } from "../reader.ts";
import type { CommandSource } from "../source.ts";
import { unreadableProduct } from "./product.ts";
import { sensorProduct } from "./sensor-products.ts";

type State = AntivirusProduct["state"];
type Sensor = {
  name: string;
  source: CommandSource;
  read: (text: string) => { state: State; version: string | null } | null;
};

function sensor(id: string, programs: readonly string[], args: readonly string[], tells: string): CommandSource {
  return { kind: "command", id, programs, args, tells, privilege: "root", remedy: "run the agent as root" };
}

/**
 * CrowdStrike's `falconctl -g --aid --rfm-state --version` on Linux: a sensor with reduced functionality (RFM) runs and
 * sees next to nothing, and one without an agent id has never spoken to its cloud.
 */
export function parseFalconctl(text: string): { state: State; version: string | null } | null {
  const isReduced = /\brfm-state\s*=\s*(true|false)\b/i.exec(text)?.[1]?.toLowerCase();
  const hasId = /\baid\s*=\s*"?[0-9a-f]{32}\b/i.test(text);
  if (isReduced === undefined) return null;
  const version = /\bversion\s*=\s*([0-9][0-9.]{0,30})/.exec(text)?.[1] ?? null;
  return { state: isReduced === "true" ? "off" : hasId ? "on" : "unknown", version };
}

/** SentinelOne's `sentinelctl management status` / `status`: it names its agent's state and its console's connection. */
export function parseSentinelctl(text: string): { state: State; version: string | null } | null {
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
export function parseCytool(text: string): { state: State; version: string | null } | null {
  const status = /^[ \t]{0,80}pmd\b[^\r\n]{0,300}?\b(running|stopped)\b/im.exec(text)?.[1]?.toLowerCase();
  return status === undefined ? null : { state: status === "running" ? "on" : "off", version: null };
}

const LINUX: readonly Sensor[] = [
  {
    name: "CrowdStrike Falcon",
    source: sensor(
      "falconctl",
      ["/opt/CrowdStrike/falconctl"],
      ["-g", "--aid", "--rfm-state", "--version"],
      "whether CrowdStrike's sensor works in full (rfm-state) and has an id",
    ),
    read: parseFalconctl,
  },
  {
    name: "SentinelOne",
    source: sensor(
      "sentinelctl",
      ["/opt/sentinelone/bin/sentinelctl", "/usr/local/bin/sentinelctl"],
      ["control", "status"],
      "whether SentinelOne's agent is loaded",
    ),
    read: parseSentinelctl,
  },
  {
    name: "Cortex XDR",
    source: sensor("cytool", ["/opt/traps/bin/cytool"], ["runtime", "query"], "whether Cortex's parts are running"),
    read: parseCytool,
  },
];

const MACOS: readonly Sensor[] = [
  {
    name: "SentinelOne",
    source: sensor("sentinelctl", ["/usr/local/bin/sentinelctl"], ["status"], "whether SentinelOne protects"),
    read: parseSentinelctl,
  },
  {
    name: "Cortex XDR",
    source: sensor(
      "cytool",
      ["/Library/Application Support/PaloAltoNetworks/Traps/bin/cytool"],
      ["runtime", "query"],
      "whether Cortex's parts are running",
    ),
    read: parseCytool,
  },
];

export const SENSORS = { linux: LINUX, darwin: MACOS } as const;

async function readSensor(ask: Ask, { name, source, read }: Sensor): Promise<AntivirusProduct | null> {
  const answer = await ask(source);
  if (answer.kind === "missing" || answer.kind === "skipped") return null;
  if (answer.kind !== "answered") return unreadableSensor(name, answer.reason);
  const found = answer.exitCode === 0 ? read(answer.stdout) : null;
  if (found === null) return unreadableSensor(name, `${source.id} answered in a form that is not understood`);
  return sensorProduct(name, found.state, source.id, found.version);
}

function unreadableSensor(name: string, reason: string): AntivirusProduct {
  const product = unreadableProduct(name, clip(reason, MAX_TEXT_CHARS));
  return { ...product, definitions: { ...product.definitions, isNeeded: false } };
}

/** The sensors installed on this machine, by their own status commands. An installed path alone is no protection. */
export async function readSensors(ask: Ask, platform: keyof typeof SENSORS): Promise<AntivirusProduct[]> {
  const products = await Promise.all(SENSORS[platform].map((entry) => readSensor(ask, entry)));
  return products.filter((product) => product !== null);
}
