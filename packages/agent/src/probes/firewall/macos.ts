import { createHash } from "node:crypto";
import type { FirewallFacts, FirewallProfile } from "@muster/shared/facts/firewall.ts";
import { z } from "zod";
import type { Answer } from "../answer.ts";
import { parseJson } from "../parse-json.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { CommandSource } from "../source.ts";

const SOCKET_FILTER: CommandSource = {
  kind: "command",
  id: "socketfilterfw",
  tells: "the application firewall's state, block-all and stealth mode",
  programs: ["/usr/libexec/ApplicationFirewall/socketfilterfw"],
  args: ["--getglobalstate", "--getblockall", "--getstealthmode"],
  privilege: "none",
};

const PROFILER: CommandSource = {
  kind: "command",
  id: "firewall-profiler",
  tells: "the same, and which programs may be reached",
  programs: ["/usr/sbin/system_profiler"],
  args: ["SPFirewallDataType", "-json"],
  timeoutMs: 30_000,
  privilege: "none",
};

const DEFAULTS: CommandSource = {
  kind: "command",
  id: "alf-defaults",
  tells: "the same on macOS 14 and older, whose settings are a plain file",
  programs: ["/usr/bin/defaults"],
  args: ["read", "/Library/Preferences/com.apple.alf", "globalstate"],
  privilege: "none",
};

/** What one source says; null where it does not. */
export type AlfState = { state: "on" | "off"; isBlockingAll: boolean | null; isStealthy: boolean | null };

function choose(text: string, yes: RegExp, no: RegExp): boolean | null {
  return yes.test(text) ? true : no.test(text) ? false : null;
}

/**
 * Reads `socketfilterfw --getglobalstate --getblockall --getstealthmode`. State 2 is on as well (osquery #4247). Null when
 * no line tells the state, as on a managed Mac that refuses to answer.
 */
export function parseSocketFilter(text: string): AlfState | null {
  const match = /^[ \t]{0,80}Firewall is (enabled|disabled)\. \(State = ([0-2])\)[ \t]*\r?$/m.exec(text);
  if (!match || (match[1] === "enabled") !== (match[2] !== "0")) return null;
  return {
    state: match[1] === "enabled" ? "on" : "off",
    isBlockingAll: choose(
      text,
      /blocking all non-essential incoming|block all state set to enabled|^[ \t]{0,80}Block all ENABLED!/m,
      /block all state set to disabled|^[ \t]{0,80}Block all DISABLED!/m,
    ),
    isStealthy: choose(text, /stealth mode (?:is on|enabled)\b/i, /stealth mode (?:is off|disabled)\b/i),
  };
}

const Profiler = z.looseObject({
  SPFirewallDataType: z.array(
    z.looseObject({
      spfirewall_globalstate: z.string().optional(),
      spfirewall_stealthenabled: z.string().optional(),
    }),
  ),
});

/** Reads `system_profiler SPFirewallDataType -json`. */
export function parseFirewallProfiler(text: string): AlfState | null {
  const entry = parseJson(text, Profiler)?.SPFirewallDataType.find((item) => item.spfirewall_globalstate !== undefined);
  const stealth = entry?.spfirewall_stealthenabled;
  const isStealthy = stealth === "Yes" ? true : stealth === "No" ? false : null;
  switch (entry?.spfirewall_globalstate) {
    case "spfirewall_globalstate_limit_connections":
      return { state: "on", isBlockingAll: false, isStealthy };
    case "spfirewall_globalstate_block_all":
      return { state: "on", isBlockingAll: true, isStealthy };
    case "spfirewall_globalstate_allow_all":
    case "spfirewall_globalstate_off":
      return { state: "off", isBlockingAll: false, isStealthy };
    default:
      return null;
  }
}

/** Reads `defaults read … globalstate`. On macOS 15 the file is gone: an error there is no answer, and least of all off. */
function parseAlfDefaults(text: string): AlfState | null {
  const state = /^([012])\s*$/.exec(text)?.[1];
  if (state === undefined) return null;
  return { state: state === "0" ? "off" : "on", isBlockingAll: state === "2" ? null : false, isStealthy: null };
}

type Found = { found: AlfState; source: string };

function take(answer: Answer, source: CommandSource, parse: (text: string) => AlfState | null): Found | null {
  if (answer.kind !== "answered" || answer.exitCode !== 0) return null;
  const found = parse(answer.stdout) ?? parse(answer.stderr);
  return found ? { found, source: source.id } : null;
}

async function findState(ask: Ask): Promise<{ state: Found | null; profilerText: string }> {
  const direct = take(await ask(SOCKET_FILTER), SOCKET_FILTER, parseSocketFilter);
  if (direct) return { state: direct, profilerText: "" };
  const profiler = await ask(PROFILER);
  const listed = take(profiler, PROFILER, parseFirewallProfiler);
  if (listed) return { state: listed, profilerText: profiler.kind === "answered" ? profiler.stdout : "" };
  return { state: take(await ask(DEFAULTS), DEFAULTS, parseAlfDefaults), profilerText: "" };
}

function describe({ isBlockingAll, isStealthy }: AlfState): string {
  const say = (value: boolean | null) => (value === null ? "unknown" : value ? "on" : "off");
  return `block all ${say(isBlockingAll)}, stealth mode ${say(isStealthy)}`;
}

async function read(ask: Ask): Promise<Reading<FirewallFacts>> {
  const { state, profilerText } = await findState(ask);
  if (state === null) return { kind: "failed", reason: "No source tells whether the application firewall is on." };
  const { found, source } = state;
  const profile: FirewallProfile = {
    name: "Application firewall",
    state: found.state,
    inbound: found.state === "off" ? "allow" : "block",
    isActive: true,
    detail: describe(found),
  };
  const fingerprint = createHash("sha256")
    .update(`${source}\n${JSON.stringify(found)}\n${profilerText}`)
    .digest("hex");
  return { kind: "read", facts: { profiles: [profile], tool: "Application firewall", fingerprint, source } };
}

/** macOS's application firewall: state, block-all and stealth mode. */
export const macosFirewall: Reader<"firewall"> = {
  probe: "firewall",
  platform: "darwin",
  sources: [SOCKET_FILTER, PROFILER, DEFAULTS],
  origins: [
    {
      fact: "state, block-all, stealth",
      source: "socketfilterfw",
      fallback: "firewall-profiler, alf-defaults (macOS 14 and older)",
      confidence: "exact",
      gaps: "Little Snitch, LuLu, pf rules and sensors with a firewall of their own are not seen here.",
    },
    {
      fact: "fingerprint",
      source: "socketfilterfw",
      fallback: "firewall-profiler",
      confidence: "settings only",
      gaps: "The list of programs allowed in is part of it only where the profiler answers.",
    },
  ],
  read,
};
