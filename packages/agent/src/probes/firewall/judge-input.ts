import type { FirewallProfile } from "@muster/shared/facts/firewall.ts";
import { clip } from "@muster/shared/text.ts";
import { type Packet, strangers } from "./packet.ts";
import { type Fate, fateOf, type Table } from "./walk-chains.ts";

const MAX_DETAIL_CHARS = 300;

/** What strangers of one protocol meet; blocked when at least half of the ports tried are. */
function fateOfMost(fates: readonly Fate[]): Fate {
  const of = (outcome: Fate["outcome"]) => fates.filter((fate) => fate.outcome === outcome);
  const [blocked, unknown, accepted] = [of("block"), of("unknown"), of("accept")];
  if (blocked[0] && blocked.length * 2 >= fates.length) return blocked[0];
  if (accepted[0] && (blocked.length + unknown.length) * 2 < fates.length) return accepted[0];
  return unknown[0] ?? accepted[0] ?? { outcome: "unknown", why: "nothing was tried" };
}

function judgeProtocol(tables: readonly Table[], packets: readonly Packet[]): Fate {
  const byInterface = Map.groupBy(packets, ({ interfaceName }) => interfaceName);
  const fates = [...byInterface.values()].map((group) => fateOfMost(group.map((packet) => fateOf(tables, packet))));
  // One open way in is enough to be open.
  const worst = fates.find(({ outcome }) => outcome === "accept") ?? fates.find(({ outcome }) => outcome === "unknown");
  return worst ?? fates[0] ?? { outcome: "unknown", why: "nothing was tried" };
}

export type InputOptions = {
  family: Packet["family"];
  /** Interfaces with a default route; null when unread. */
  outsideInterfaces: readonly string[] | null;
  isActive: boolean | null;
};

/** How one address family's inbound path treats a stranger: a profile with its state, and the rule that decides it. */
export function judgeInput(tables: readonly Table[], options: InputOptions): FirewallProfile {
  const { family, outsideInterfaces, isActive } = options;
  const name = `${family === "ipv4" ? "IPv4" : "IPv6"} input`;
  const [tcp, udp] = (["tcp", "udp"] as const).map((protocol) =>
    judgeProtocol(tables, strangers(family, protocol, outsideInterfaces)),
  );
  const fates = [tcp, udp].filter((fate) => fate !== undefined);
  const open = fates.find(({ outcome }) => outcome === "accept");
  const unclear = fates.find(({ outcome }) => outcome === "unknown");
  if (open) {
    const only = tcp?.outcome === udp?.outcome ? "" : open === tcp ? "TCP: " : "UDP: ";
    return { name, state: "off", inbound: "allow", isActive, detail: clip(`${only}${open.why}`, MAX_DETAIL_CHARS) };
  }
  if (unclear) {
    const detail = clip(`Whether strangers get in cannot be told: ${unclear.why}`, MAX_DETAIL_CHARS);
    return { name, state: "unknown", inbound: "unknown", isActive, detail };
  }
  return { name, state: "on", inbound: "block", isActive, detail: clip(tcp?.why ?? "", MAX_DETAIL_CHARS) };
}
