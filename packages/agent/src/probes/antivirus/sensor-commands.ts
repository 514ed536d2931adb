import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import { MAX_TEXT_CHARS } from "@muster/shared/limits.ts";
import { clip } from "@muster/shared/text.ts";
import { readProcesses } from "../processes.ts";
import type { Ask } from "../reader.ts";
import type { CommandSource } from "../source.ts";
import { unreadableProduct } from "./product.ts";
import { sensorProduct } from "./sensor-products.ts";
import {
  parseCytool,
  parseFalconctl,
  parseFalconStats,
  parseRepcli,
  parseSentinelctl,
  type SensorStatus,
} from "./sensor-statuses.ts";

type Sensor = {
  name: string;
  source: CommandSource;
  read: (text: string) => SensorStatus | null;
  /** A program of it that gives it away where its command is missing. */
  process?: string;
};

function sensor(id: string, programs: readonly string[], args: readonly string[], tells: string): CommandSource {
  return { kind: "command", id, programs, args, tells, privilege: "root", remedy: "run the agent as root" };
}

const REPCLI_TELLS = "whether Carbon Black's sensor is enabled, or in bypass";

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
  {
    name: "Carbon Black Cloud",
    source: sensor("repcli", ["/opt/carbonblack/psc/bin/repcli"], ["status"], REPCLI_TELLS),
    read: parseRepcli,
    process: "cbagentd",
  },
];

const MACOS: readonly Sensor[] = [
  {
    name: "CrowdStrike Falcon",
    source: sensor(
      "falconctl",
      ["/Applications/Falcon.app/Contents/Resources/falconctl"],
      ["stats", "agent_info"],
      "whether CrowdStrike's sensor is operational",
    ),
    read: parseFalconStats,
  },
  {
    name: "Carbon Black Cloud",
    source: sensor(
      "repcli",
      ["/Applications/VMware Carbon Black Cloud/repcli.bundle/Contents/MacOS/repcli"],
      ["status"],
      REPCLI_TELLS,
    ),
    read: parseRepcli,
  },
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

async function readSensor(ask: Ask, { name, source, read, process }: Sensor): Promise<AntivirusProduct | null> {
  const answer = await ask(source);
  if (answer.kind === "skipped") return null;
  if (answer.kind === "missing") {
    const isRunning = process !== undefined && (await readProcesses(ask))?.has(process);
    return isRunning ? unreadableSensor(name, `${process} is running, but ${source.programs[0]} is missing`) : null;
  }
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
