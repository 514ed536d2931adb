import { linesOf, parseAssignments } from "../lines.ts";
import type { Ask } from "../reader.ts";
import type { ExistenceSource } from "../source.ts";
import { UFW_CONF } from "./linux-sources.ts";

/** There while systemd is the init of the running system (sd_booted(3)). */
const SYSTEMD = "/run/systemd/system";

const TARGETS = ["sysinit.target", "basic.target", "multi-user.target"];
const FOLDERS = ["/etc/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"];

function linksOf(unit: string): string[] {
  return FOLDERS.flatMap((folder) => TARGETS.map((target) => `${folder}/${target}.wants/${unit}`));
}

/** The units that load each tool's rules when the machine starts. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  ufw: ["ufw.service"],
  firewalld: ["firewalld.service"],
  nftables: ["nftables.service"],
  iptables: ["netfilter-persistent.service", "iptables.service"],
};

export const BOOT_LINKS: ExistenceSource = {
  kind: "existence",
  id: "boot-links",
  tells: "whether the tool's unit is enabled, so that its rules are there after the next start",
  paths: [SYSTEMD, ...Object.values(UNITS).flat().flatMap(linksOf)],
  privilege: "none",
};

/**
 * Whether the tool loads its rules at the next start; null where that is not known. Rules of nftables and iptables may be
 * loaded by a unit of the site's own, so that their own unit's absence says nothing.
 */
export async function readStartsAtBoot(ask: Ask, tool: string | null): Promise<boolean | null> {
  const units = UNITS[tool ?? ""];
  const links = await ask(BOOT_LINKS);
  if (units === undefined || links.kind !== "answered") return null;
  const present = new Set(linesOf(links.stdout));
  if (!present.has(SYSTEMD)) return null;
  const isEnabled = units.flatMap(linksOf).some((path) => present.has(path));
  if (tool === "ufw") return isEnabled && (await isUfwMeantToBeOn(ask));
  return isEnabled ? true : tool === "firewalld" ? false : null;
}

/** ufw's unit loads nothing unless its own configuration says so as well; null when that may not be read. */
async function isUfwMeantToBeOn(ask: Ask): Promise<boolean | null> {
  const conf = await ask(UFW_CONF);
  const enabled = conf.kind === "answered" ? parseAssignments(conf.stdout).get("ENABLED")?.toLowerCase() : undefined;
  return enabled === undefined ? null : enabled === "yes";
}
