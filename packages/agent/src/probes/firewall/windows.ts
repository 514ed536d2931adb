import { createHash } from "node:crypto";
import type { FirewallFacts, FirewallProfile } from "@muster/shared/facts/firewall.ts";
import { MAX_NAME_CHARS } from "@muster/shared/limits.ts";
import { clip } from "@muster/shared/text.ts";
import { decodeProductState } from "../antivirus/windows-security-center.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import { askRows, type RowsReading } from "../windows/powershell-answer.ts";
import { numberIn, type Row, textIn } from "../windows/rows.ts";
import { FIREWALL_REGISTRY, readFirewallRegistry } from "./windows-registry.ts";
import { CONNECTIONS, PRODUCTS, PROFILES, RULES, WINDOWS_SERVICES } from "./windows-sources.ts";

const PROFILE_NAMES = ["Domain", "Private", "Public"] as const;
type ProfileName = (typeof PROFILE_NAMES)[number];

/** NetworkCategory: 0 public, 1 private, 2 domain. */
const CATEGORIES: Record<number, ProfileName> = { 0: "Public", 1: "Private", 2: "Domain" };

/** GpoBoolean as a number, or by name where an older PowerShell or a person's own listing prints names. */
function enabledIn(row: Row): boolean | null {
  const value = row.Enabled;
  if (value === true || value === 1 || value === "True" || value === "1") return true;
  return value === false || value === 0 || value === "False" || value === "0" ? false : null;
}

/** Action: 2 allow, 4 block; not configured (0) means block for inbound traffic. */
function inboundIn(row: Row): FirewallProfile["inbound"] {
  const value = row.DefaultInboundAction;
  if (value === 2 || value === "Allow") return "allow";
  return value === 4 || value === 0 || value === "Block" || value === "NotConfigured" ? "block" : "unknown";
}

type Surroundings = {
  /** Null when unread. */
  activeNames: Set<ProfileName> | null;
  /** Which of mpssvc and BFE is not running; null when both are, or nobody knows. */
  stopped: string | null;
};

function toProfile(name: ProfileName, row: Row | undefined, { activeNames, stopped }: Surroundings): FirewallProfile {
  const isActive = activeNames === null ? null : activeNames.has(name);
  const isEnabled = row ? enabledIn(row) : null;
  if (row === undefined || isEnabled === null) {
    const detail =
      row === undefined ? "Windows did not list this profile" : "Windows does not say whether it is enabled";
    return { name, state: "unknown", inbound: row ? inboundIn(row) : "unknown", isActive, detail };
  }
  const inbound = inboundIn(row);
  if (!isEnabled) return { name, state: "off", inbound: "allow", isActive, detail: null };
  if (stopped !== null)
    return { name, state: "off", inbound, isActive, detail: `enabled, but ${stopped} is not running` };
  if (inbound === "unknown")
    return { name, state: "unknown", inbound, isActive, detail: "the inbound default is not known" };
  // Enabled with inbound allow keeps nobody out; the profile says on and the inbound default tells the rest.
  return { name, state: "on", inbound, isActive, detail: inbound === "allow" ? "lets in what no rule blocks" : null };
}

function readActive(reading: RowsReading): Set<ProfileName> | null {
  if (reading.kind !== "rows") return null;
  const names = reading.rows.flatMap((row) => CATEGORIES[numberIn(row, "NetworkCategory") ?? -1] ?? []);
  return reading.rows.length > 0 && names.length === 0 ? null : new Set(names);
}

function readStopped(reading: RowsReading): string | null {
  if (reading.kind !== "rows") return null;
  const stopped = reading.rows.filter((row) => numberIn(row, "Status") === 1).map((row) => textIn(row, "Name"));
  return stopped.filter((name) => name !== null).join(" and ") || null;
}

/** Other vendors' firewalls, by the same bits as antivirus products; each is a profile of its own. */
function readProducts(reading: RowsReading): FirewallProfile[] {
  if (reading.kind !== "rows") return [];
  return reading.rows.slice(0, 10).flatMap((row) => {
    const name = textIn(row, "displayName");
    const productState = numberIn(row, "productState");
    if (name === null || productState === null) return [];
    const { state } = decodeProductState(productState);
    return [
      {
        name: clip(name, MAX_NAME_CHARS),
        state:
          state === "on" ? "on" : state === "off" || state === "snoozed" || state === "expired" ? "off" : "unknown",
        inbound: "unknown",
        isActive: null,
        detail: "another vendor's firewall, by its own word to Security Center",
      } satisfies FirewallProfile,
    ];
  });
}

type Listed = { row: Row; isRegistry: boolean };

/** The profiles as they are in force; what the cmdlet does not list is taken from the registry. */
function listProfiles(profiles: RowsReading, registry: RowsReading): Map<string, Listed> {
  const isOurs = (name: string | undefined) => PROFILE_NAMES.some((known) => known.toLowerCase() === name);
  const listed = new Map<string, Listed>();
  const add = (row: Row, isRegistry: boolean) => {
    const name = textIn(row, "Name")?.toLowerCase();
    if (name !== undefined && isOurs(name) && !listed.has(name)) listed.set(name, { row, isRegistry });
  };
  for (const row of profiles.kind === "rows" ? profiles.rows : []) add(row, false);
  for (const row of readFirewallRegistry(registry)) add(row, true);
  return listed;
}

const BY_REGISTRY = "as the registry has it; the cmdlet did not answer";

function toFact(name: ProfileName, listed: Map<string, Listed>, surroundings: Surroundings): FirewallProfile {
  const found = listed.get(name.toLowerCase());
  const profile = toProfile(name, found?.row, surroundings);
  if (!found?.isRegistry) return profile;
  return { ...profile, detail: [profile.detail, BY_REGISTRY].filter((part) => part !== null).join("; ") };
}

function readFingerprint(reading: RowsReading, profiles: RowsReading): string | null {
  const [row] = reading.kind === "rows" ? reading.rows : [];
  const sha256 = row ? textIn(row, "Sha256") : null;
  if (sha256 === null || !/^[0-9a-f]{64}$/.test(sha256) || profiles.kind !== "rows") return null;
  return createHash("sha256")
    .update(`${sha256}\n${JSON.stringify(profiles.rows)}`)
    .digest("hex");
}

async function read(ask: Ask): Promise<Reading<FirewallFacts>> {
  const sources = [PROFILES, CONNECTIONS, WINDOWS_SERVICES, PRODUCTS, RULES, FIREWALL_REGISTRY];
  const [profiles, connections, services, products, rules, registry] = await Promise.all(
    sources.map((source) => askRows(ask, source)),
  );
  if (!profiles || !connections || !services || !products || !rules || !registry)
    return { kind: "failed", reason: "no answer" };
  const others = readProducts(products);
  const listed = listProfiles(profiles, registry);
  if (listed.size === 0 && others.length === 0) {
    if (profiles.kind === "rows") return { kind: "failed", reason: "Get-NetFirewallProfile listed no profile" };
    return { kind: profiles.kind === "denied" ? "denied" : "failed", reason: profiles.reason };
  }
  const surroundings = { activeNames: readActive(connections), stopped: readStopped(services) };
  const isByRegistry = [...listed.values()].some(({ isRegistry }) => isRegistry);
  return {
    kind: "read",
    facts: {
      profiles: [...PROFILE_NAMES.map((name) => toFact(name, listed, surroundings)), ...others],
      tool: others.find(({ state }) => state === "on")?.name ?? "Windows Defender Firewall",
      fingerprint: readFingerprint(rules, profiles),
      source: isByRegistry ? "the registry's FirewallPolicy" : "Get-NetFirewallProfile -PolicyStore ActiveStore",
    },
  };
}

/** Windows' own profiles as they are in force, and other vendors' firewalls beside them. */
export const windowsFirewall: Reader<"firewall"> = {
  probe: "firewall",
  platform: "win32",
  sources: [PROFILES, CONNECTIONS, WINDOWS_SERVICES, PRODUCTS, RULES, FIREWALL_REGISTRY],
  origins: [
    {
      fact: "state and inbound default per profile",
      source: "firewall-profiles",
      fallback: "firewall-registry (group policy before MDM before this PC)",
      confidence: "exact: the active store, with group policy and MDM; by the registry as configured",
      gaps: "By the registry there is no fingerprint, as the two ways write the same profile differently.",
    },
    { fact: "active profile", source: "connections", fallback: null, confidence: "exact", gaps: null },
    {
      fact: "whether it is running at all",
      source: "firewall-services",
      fallback: null,
      confidence: "exact",
      gaps: null,
    },
    {
      fact: "other vendors' firewalls",
      source: "firewall-products",
      fallback: null,
      confidence: "flag",
      gaps: "Windows Server has no Security Center.",
    },
    { fact: "fingerprint", source: "firewall-rules", fallback: null, confidence: "exact", gaps: null },
  ],
  read,
};
