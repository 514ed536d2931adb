import type { FirewallFacts, FirewallProfile } from "@muster/shared/facts/firewall.ts";
import { parseAssignments } from "../lines.ts";
import type { Ask, Reading } from "../reader.ts";
import { FIREWALLD_STATE, IPTABLES, MODULES, UFW_CONF, UFW_STATUS } from "./linux-sources.ts";

/** What can be said of the tool where the rules themselves are hidden: meant to be on is not proven to be on. */
export async function describeIntent(ask: Ask): Promise<string> {
  const conf = await ask(UFW_CONF);
  if (conf.kind === "answered") {
    const isEnabled = parseAssignments(conf.stdout).get("ENABLED")?.toLowerCase() === "yes";
    return ` ufw is set up to be ${isEnabled ? "on" : "off"}, which proves nothing about the rules in force.`;
  }
  const state = await ask(FIREWALLD_STATE);
  const firewalld = state.kind === "answered" ? parseFirewalldState(state.stdout, state.stderr) : null;
  return firewalld === null ? "" : ` firewalld says "${firewalld}".`;
}

/** `firewall-cmd --state` says `running` (exit 0), `not running` (252) or `failed` (251), the latter two on stderr. */
function parseFirewalldState(stdout: string, stderr: string): "running" | "not running" | "failed" | null {
  const text = stdout.trim() || stderr.trim();
  return text === "running" || text === "not running" || text === "failed" ? text : null;
}

type Verdict = Pick<FirewallProfile, "state" | "inbound" | "detail">;

const UNKNOWN: Verdict = { state: "unknown", inbound: "unknown", detail: null };

/**
 * Reads `ufw status verbose` in the C locale. Active with `allow (incoming)` keeps nobody out; without the line of defaults,
 * as in `ufw status numbered` or in a listing cut short, nobody can tell.
 */
function parseUfwStatus(text: string): Verdict | null {
  const status = /^Status: (active|inactive)[ \t]*$/m.exec(text)?.[1];
  if (status === undefined) return null;
  if (status === "inactive") return { state: "off", inbound: "allow", detail: "ufw is inactive" };
  const inbound = /^Default: (allow|deny|reject) \(incoming\)/m.exec(text)?.[1];
  if (inbound === undefined) return { ...UNKNOWN, detail: "ufw is active; its inbound default is not stated" };
  if (inbound === "allow")
    return { state: "off", inbound: "allow", detail: "ufw is active and lets in what no rule names" };
  return { state: "on", inbound: "block", detail: `ufw is active and its inbound default is ${inbound}` };
}

const FIREWALLD: Record<"running" | "not running" | "failed", Verdict> = {
  running: { ...UNKNOWN, detail: "firewalld is running; what its zones let in is not known" },
  "not running": { state: "off", inbound: "allow", detail: "firewalld is not running" },
  failed: { state: "off", inbound: "unknown", detail: "firewalld is running, but its rules could not be loaded" },
};

/** The tool's own word, for a machine on which no program lists rules; null when no tool answers. */
export async function readByTool(ask: Ask): Promise<FirewallFacts | null> {
  const ufw = await ask(UFW_STATUS);
  const byUfw = ufw.kind === "answered" && ufw.exitCode === 0 ? parseUfwStatus(ufw.stdout) : null;
  const state = byUfw ? null : await ask(FIREWALLD_STATE);
  const firewalld = state?.kind === "answered" ? parseFirewalldState(state.stdout, state.stderr) : null;
  const verdict = byUfw ?? (firewalld ? FIREWALLD[firewalld] : null);
  if (verdict === null) return null;
  // ufw leaves IPv6 alone when it is told to, and its status does not say whether it is.
  const ipv6: Verdict =
    byUfw?.state === "on" ? { ...UNKNOWN, detail: "ufw does not say whether it covers IPv6" } : verdict;
  return {
    profiles: [
      { name: "IPv4 input", ...verdict, isActive: null },
      { name: "IPv6 input", ...ipv6, isActive: null },
    ],
    tool: byUfw ? "ufw" : "firewalld",
    fingerprint: null,
    source: byUfw ? "ufw status verbose" : "firewall-cmd --state",
  };
}

/**
 * Where no program can list rules. It is certain that there are none only if legacy iptables has no table loaded and the
 * kernel has nf_tables neither loaded (`/proc/modules`) nor built in, which a kernel without that file may have.
 */
export async function readWithoutTools(ask: Ask, isActive6: boolean | null): Promise<Reading<FirewallFacts>> {
  const [modules, names, names6] = await Promise.all([
    ask(MODULES),
    ask(IPTABLES.ipv4.names),
    ask(IPTABLES.ipv6.names),
  ]);
  const hasNoLegacy = [names, names6].every(
    (answer) => answer.kind === "missing" || (answer.kind === "answered" && answer.stdout.trim() === ""),
  );
  const hasNoNft = modules.kind === "answered" && modules.stdout.trim() !== "" && !/^nf_tables /m.test(modules.stdout);
  if (!hasNoLegacy || !hasNoNft) {
    const reason = "Neither nft nor iptables is installed, so no rule can be read; install nftables.";
    return { kind: "failed", reason: `${reason}${await describeIntent(ask)}` };
  }
  const detail = "no rules can be loaded: the kernel has neither nf_tables nor legacy tables in use";
  const always = { state: "off", inbound: "allow", detail } as const;
  return {
    kind: "read",
    facts: {
      profiles: [
        { ...always, name: "IPv4 input", isActive: true },
        { ...always, name: "IPv6 input", isActive: isActive6 },
      ],
      tool: null,
      fingerprint: null,
      source: "/proc/modules and /proc/net/ip_tables_names",
    },
  };
}
