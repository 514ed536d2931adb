import type { CommandSource, FileSource } from "../source.ts";

const AS_ROOT = "run the agent as root, or give it CAP_NET_ADMIN";

function command(id: string, programs: readonly string[], args: readonly string[], tells: string): CommandSource {
  const paths = programs.flatMap((program) => [`/usr/sbin/${program}`, `/sbin/${program}`]);
  return { kind: "command", id, programs: paths, args, tells, privilege: "root", remedy: AS_ROOT };
}

function file(id: string, path: string, tells: string, privilege: "none" | "root" = "none"): FileSource {
  return { kind: "file", id, path: () => path, tells, privilege, ...(privilege === "root" ? { remedy: AS_ROOT } : {}) };
}

export const NFT: CommandSource = {
  ...command("nft", ["nft"], ["-j", "list", "ruleset"], "every nftables rule, whatever tool made it"),
  install: "nftables, so that every rule can be read",
};

const SAVE_ARGS = ["-t", "filter"];
const MADE_BY_NFT = "the rules that iptables keeps within nftables, which nft itself cannot show";
const MADE_BY_LEGACY = "the rules of legacy iptables, which stand beside nftables";

export const IPTABLES = {
  ipv4: {
    nft: command("iptables-save", ["iptables-nft-save", "iptables-save"], SAVE_ARGS, MADE_BY_NFT),
    legacy: command("iptables-legacy-save", ["iptables-legacy-save", "iptables-save"], SAVE_ARGS, MADE_BY_LEGACY),
    commands: command("iptables", ["iptables"], ["-S"], "the same rules where there is no iptables-save"),
    names: file("ip-tables-names", "/proc/net/ip_tables_names", "whether legacy IPv4 rules are loaded", "root"),
  },
  ipv6: {
    nft: command("ip6tables-save", ["ip6tables-nft-save", "ip6tables-save"], SAVE_ARGS, MADE_BY_NFT),
    legacy: command("ip6tables-legacy-save", ["ip6tables-legacy-save", "ip6tables-save"], SAVE_ARGS, MADE_BY_LEGACY),
    commands: command("ip6tables", ["ip6tables"], ["-S"], "the same rules where there is no ip6tables-save"),
    names: file("ip6-tables-names", "/proc/net/ip6_tables_names", "whether legacy IPv6 rules are loaded", "root"),
  },
} as const;

export const ROUTE = file("route", "/proc/net/route", "which interfaces lead outside by IPv4");
export const ROUTE6 = file("route6", "/proc/net/ipv6_route", "which interfaces lead outside by IPv6");
export const ADDRESSES6 = file("if-inet6", "/proc/net/if_inet6", "whether IPv6 is in use at all");
export const MODULES = file(
  "modules",
  "/proc/modules",
  "whether the kernel has nftables loaded, where no tool can tell",
);
export const UFW_CONF = file(
  "ufw-conf",
  "/etc/ufw/ufw.conf",
  "whether ufw is meant to be on, where its rules are hidden",
);

export const UFW_STATUS: CommandSource = {
  kind: "command",
  id: "ufw",
  tells: "ufw's own status and inbound default, where neither nft nor iptables can list rules",
  programs: ["/usr/sbin/ufw"],
  args: ["status", "verbose"],
  privilege: "root",
  remedy: AS_ROOT,
};

export const FIREWALLD_STATE: CommandSource = {
  kind: "command",
  id: "firewalld",
  tells: "whether firewalld runs, where its rules are hidden",
  programs: ["/usr/bin/firewall-cmd"],
  args: ["--state"],
  privilege: "none",
};

export const LINUX_FIREWALL_SOURCES = [
  NFT,
  ...Object.values(IPTABLES.ipv4),
  ...Object.values(IPTABLES.ipv6),
  ROUTE,
  ROUTE6,
  ADDRESSES6,
  MODULES,
  UFW_CONF,
  UFW_STATUS,
  FIREWALLD_STATE,
];
