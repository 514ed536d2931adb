import { BlockList, isIPv6 } from "node:net";

/**
 * Addresses that no message is sent to, whatever name leads there: this network and unspecified, link-local (where clouds
 * keep their machines' credentials), multicast, and reserved. Private networks are allowed: chat and SIEM live there.
 */
const REFUSED: [string, number, "ipv4" | "ipv6"][] = [
  ["0.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["192.0.0.0", 24, "ipv4"],
  ["224.0.0.0", 3, "ipv4"],
  // Alibaba's and Oracle's metadata services stand outside the link-local network, and so does Amazon's over IPv6.
  ["100.100.100.200", 32, "ipv4"],
  ["192.0.0.192", 32, "ipv4"],
  ["fd00:ec2::254", 128, "ipv6"],
  ["::", 128, "ipv6"],
  ["fe80::", 10, "ipv6"],
  ["ff00::", 8, "ipv6"],
  ["64:ff9b::", 96, "ipv6"],
  ["2002::", 16, "ipv6"],
];

const refused = new BlockList();
for (const [network, prefix, family] of REFUSED) refused.addSubnet(network, prefix, family);
const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Whether a message may be sent to an IP address. */
export function isAllowedAddress(address: string, { allowLoopback }: { allowLoopback: boolean }): boolean {
  const family = isIPv6(address) ? "ipv6" : "ipv4";
  // BlockList sees through IPv4 addresses that are written as IPv6 ones.
  if (loopback.check(address, family)) return allowLoopback;
  return !refused.check(address, family);
}
