import { BlockList, isIP, isIPv4 } from "node:net";
import type { Certainty } from "./packet.ts";

/** Whether an address lies in `a.b.c.d`, `a.b.c.d/len`, `a.b.c.d/mask` or the same in IPv6; maybe when the text is none of them. */
export function addressIn(address: string, block: string): Certainty {
  const [base, suffix] = block.split("/");
  if (base === undefined || isIP(base) === 0) return "maybe";
  if (isIP(base) !== isIP(address)) return "no";
  if (suffix === undefined) return rangeHolds(address, base, base);
  const length = /^\d{1,3}$/.test(suffix) ? Number(suffix) : maskLength(suffix);
  return length === null ? "maybe" : subnetHolds(address, base, length);
}

/** Whether an address lies between two others, both included. */
export function addressBetween(address: string, first: string, last: string): Certainty {
  if (isIP(first) === 0 || isIP(first) !== isIP(last)) return "maybe";
  return isIP(first) === isIP(address) ? rangeHolds(address, first, last) : "no";
}

const familyOf = (address: string) => (isIPv4(address) ? "ipv4" : "ipv6");

function subnetHolds(address: string, base: string, length: number): Certainty {
  if (length > (isIPv4(base) ? 32 : 128)) return "maybe";
  const list = new BlockList();
  list.addSubnet(base, length, familyOf(base));
  return list.check(address, familyOf(address)) ? "yes" : "no";
}

function rangeHolds(address: string, first: string, last: string): Certainty {
  const list = new BlockList();
  try {
    list.addRange(first, last, familyOf(first));
  } catch {
    // A range that runs backwards: such a rule cannot have come from the kernel.
    return "maybe";
  }
  return list.check(address, familyOf(address)) ? "yes" : "no";
}

/** `255.255.0.0` as 16; null when its ones are not all in front. */
function maskLength(mask: string): number | null {
  if (!isIPv4(mask)) return null;
  const bits = mask
    .split(".")
    .map((part) => Number(part).toString(2).padStart(8, "0"))
    .join("");
  return /^1*0*$/.test(bits) ? bits.replaceAll("0", "").length : null;
}

/**
 * Whether a packet meant for this machine alone could carry this destination. Nobody far away reaches a multicast,
 * broadcast or link-local address; which of the others is this machine's is not known here.
 */
export function isOwnAddress(block: string): Certainty {
  if (block.endsWith("/0")) return "yes";
  const isElsewhere = /^(?:22[4-9]|23\d|255)\./.test(block) || /^(?:ff|fe[89ab])[0-9a-f]{0,2}:/i.test(block);
  return isElsewhere ? "no" : "maybe";
}

/** Whether an interface is the one named; a trailing `+` (iptables) or `*` (nft) stands for any ending. */
export function interfaceIs(interfaceName: string | null, pattern: string): Certainty {
  if (pattern === "+" || pattern === "*") return "yes";
  if (pattern === "lo") return "no";
  if (interfaceName === null) return "maybe";
  const isPrefix = /[+*]$/.test(pattern);
  const matches = isPrefix ? interfaceName.startsWith(pattern.slice(0, -1)) : interfaceName === pattern;
  return matches ? "yes" : "no";
}
