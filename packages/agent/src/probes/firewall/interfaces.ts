import { linesOf } from "../lines.ts";

/**
 * Interfaces with a default route, from `/proc/net/route`: destination and mask both zero (hexadecimal).
 * A line that is none of the table's, such as its heading, names none.
 */
export function parseDefaultRoutes(text: string): string[] {
  const names = linesOf(text).flatMap((line) => {
    const [name, destination, , , , , , mask] = line.trim().split(/\s+/);
    return name && destination === "00000000" && mask === "00000000" ? [name] : [];
  });
  return [...new Set(names)];
}

/** Interfaces with an IPv6 default route, from `/proc/net/ipv6_route`; the loopback carries a refusing one of its own. */
export function parseDefaultRoutes6(text: string): string[] {
  const names = linesOf(text).flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const [destination, prefixLength] = fields;
    const name = fields[9];
    const isDefault = /^0{32}$/.test(destination ?? "") && prefixLength === "00";
    return name && isDefault && name !== "lo" ? [name] : [];
  });
  return [...new Set(names)];
}

/** Whether any interface but the loopback has an IPv6 address beyond its own link, from `/proc/net/if_inet6`. */
export function hasRoutableIpv6(text: string): boolean {
  return linesOf(text).some((line) => {
    const [, , , scope, , name] = line.trim().split(/\s+/);
    return scope === "00" && name !== "lo";
  });
}
