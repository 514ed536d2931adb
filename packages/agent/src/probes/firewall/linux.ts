import { createHash } from "node:crypto";
import type { FirewallFacts, FirewallProfile } from "@muster/shared/facts/firewall.ts";
import { linesOf } from "../lines.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import { hasRoutableIpv6, parseDefaultRoutes, parseDefaultRoutes6 } from "./interfaces.ts";
import { judgeInput } from "./judge-input.ts";
import { BOOT_LINKS, readStartsAtBoot } from "./linux-boot.ts";
import { type FamilyRules, type NftReading, readFamilyRules, readNft } from "./linux-rules.ts";
import { ADDRESSES6, LINUX_FIREWALL_SOURCES, ROUTE, ROUTE6 } from "./linux-sources.ts";
import { describeIntent, readByTool, readWithoutTools } from "./linux-without-rules.ts";
import type { Packet } from "./packet.ts";

type Outside = {
  /** Interfaces with a default route of either family: a neighbour speaks both to the one that carries only one. */
  names: readonly string[] | null;
  isActive: Record<Packet["family"], boolean | null>;
};

async function readOutside(ask: Ask): Promise<Outside> {
  const [route, route6, addresses6] = await Promise.all([ask(ROUTE), ask(ROUTE6), ask(ADDRESSES6)]);
  const names = [
    ...(route.kind === "answered" ? parseDefaultRoutes(route.stdout) : []),
    ...(route6.kind === "answered" ? parseDefaultRoutes6(route6.stdout) : []),
  ];
  const hasIpv6 =
    addresses6.kind === "answered" ? hasRoutableIpv6(addresses6.stdout) : addresses6.kind === "missing" ? false : null;
  return {
    names: names.length > 0 ? [...new Set(names)] : null,
    isActive: { ipv4: route.kind === "answered" ? linesOf(route.stdout).length > 1 : null, ipv6: hasIpv6 },
  };
}

function unknownProfile(family: Packet["family"], isActive: boolean | null, detail: string): FirewallProfile {
  const name = `${family === "ipv4" ? "IPv4" : "IPv6"} input`;
  return { name, state: "unknown", inbound: "unknown", isActive, detail };
}

function toProfile(family: Packet["family"], rules: FamilyRules, outside: Outside): FirewallProfile {
  const isActive = outside.isActive[family];
  const profile = judgeInput(rules.tables, { family, outsideInterfaces: outside.names, isActive });
  // Rules that were not read can only close what is open: a block stands whatever they say.
  if (rules.problem !== null && profile.state !== "on") return unknownProfile(family, isActive, rules.problem);
  return profile;
}

/** Names the tool by the tables and chains that it leaves: asking each tool would start several Python programs. */
function nameTool(nft: NftReading, rules: readonly FamilyRules[]): string | null {
  const tables = nft.ruleset?.tables ?? [];
  const chainNames = [...tables, ...rules.flatMap((family) => family.tables)].flatMap((table) => [
    ...table.chains.keys(),
  ]);
  if (tables.some((table) => table.name === "firewalld")) return "firewalld";
  if (chainNames.some((name) => /^ufw6?-/.test(name))) return "ufw";
  if (tables.some((table) => table.inputs.length > 0 && !table.isOpaque && table.families.length > 0))
    return "nftables";
  return rules.some((family) => family.hasIptablesRules) ? "iptables" : null;
}

async function read(ask: Ask): Promise<Reading<FirewallFacts>> {
  const [nft, outside] = await Promise.all([readNft(ask), readOutside(ask)]);
  const [ipv4, ipv6] = await Promise.all([readFamilyRules(ask, "ipv4", nft), readFamilyRules(ask, "ipv6", nft)]);
  const families = [ipv4, ipv6];
  const used = [...new Set(families.flatMap(({ usedSources }) => usedSources))];
  if (used.length === 0) {
    if (families.some(({ isDenied }) => isDenied)) {
      const intent = await describeIntent(ask);
      return {
        kind: "denied",
        reason: `Firewall rules are shown to root (CAP_NET_ADMIN) only; run the agent as root.${intent}`,
      };
    }
    const byTool = await readByTool(ask);
    if (byTool) {
      return { kind: "read", facts: { ...byTool, startsAtBoot: await readStartsAtBoot(ask, byTool.tool) } };
    }
    if (nft.answer.kind === "missing") return readWithoutTools(ask, outside.isActive.ipv6);
    return { kind: "failed", reason: `No rule could be read: ${ipv4.problem ?? "no source answered"}.` };
  }
  const tool = nameTool(nft, families);
  const isWhole = families.every(({ problem }) => problem === null);
  return {
    kind: "read",
    facts: {
      profiles: [toProfile("ipv4", ipv4, outside), toProfile("ipv6", ipv6, outside)],
      tool,
      startsAtBoot: await readStartsAtBoot(ask, tool),
      fingerprint: isWhole
        ? createHash("sha256").update(`${ipv4.canonical}\n--\n${ipv6.canonical}`).digest("hex")
        : null,
      source: used.join(", "),
    },
  };
}

/** The effective inbound path on Linux, for IPv4 and IPv6, whatever tool made it. */
export const linuxFirewall: Reader<"firewall"> = {
  probe: "firewall",
  platform: "linux",
  sources: [...LINUX_FIREWALL_SOURCES, BOOT_LINKS],
  origins: [
    {
      fact: "state and inbound default per address family",
      source: "nft",
      fallback: "iptables-save, ip6tables-save, iptables-legacy-save, ip6tables-legacy-save",
      confidence: "exact: a stranger's packet is followed through the rules",
      gaps: "Drops in prerouting, ingress, XDP or BPF are not followed; bans by ipset count as not naming the stranger.",
    },
    { fact: "tool", source: "nft", fallback: "ufw-conf, firewalld", confidence: "by the chains it leaves", gaps: null },
    {
      fact: "fingerprint",
      source: "nft",
      fallback: "iptables-save",
      confidence: "exact",
      gaps: "Members of sets that programs fill are left out.",
    },
    {
      fact: "whether it starts at boot",
      source: "boot-links",
      fallback: null,
      confidence: "as configured, under systemd",
      gaps: "A masked unit is not told from an enabled one; other init systems, and units of the site's own, are not known.",
    },
    { fact: "whether the family is in use", source: "route", fallback: "if-inet6", confidence: "exact", gaps: null },
  ],
  read,
};
