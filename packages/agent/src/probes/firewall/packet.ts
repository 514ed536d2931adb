/** How sure it is that a rule matches a packet. */
export type Certainty = "yes" | "no" | "maybe";

/**
 * A stranger: the first packet of a connection that nobody asked for, from far away, to a port that no rule would name.
 * What becomes of it is what the firewall does by default.
 */
export type Packet = {
  family: "ipv4" | "ipv6";
  protocol: "tcp" | "udp";
  port: number;
  source: string;
  /** The interface that it comes in by; null when nobody knows which lead outside. */
  interfaceName: string | null;
};

/** Spread over the port range, as a rule for a wide range of ports names only some of them. */
const PORTS = [617, 4_711, 23_456, 61_337];

/** Public addresses outside every reserved block, so that no list of impossible sources names them. */
const SOURCES = { ipv4: "151.101.66.77", ipv6: "2a04:4e42:600::77" } as const;

/** The source port that a stranger's own OS would pick. */
export const SOURCE_PORT = 40_123;

/** All strangers of one family and protocol, by each of the interfaces that lead outside. */
export function strangers(
  family: Packet["family"],
  protocol: Packet["protocol"],
  outsideInterfaces: readonly string[] | null,
): Packet[] {
  const names = outsideInterfaces === null || outsideInterfaces.length === 0 ? [null] : outsideInterfaces;
  return names.flatMap((interfaceName) =>
    PORTS.map((port) => ({ family, protocol, port, source: SOURCES[family], interfaceName })),
  );
}

export function both(a: Certainty, b: Certainty): Certainty {
  if (a === "no" || b === "no") return "no";
  return a === "yes" && b === "yes" ? "yes" : "maybe";
}

export function not(certainty: Certainty): Certainty {
  return certainty === "yes" ? "no" : certainty === "no" ? "yes" : "maybe";
}

/** Whether any of several certainties holds. */
export function any(certainties: Iterable<Certainty>): Certainty {
  let result: Certainty = "no";
  for (const certainty of certainties) {
    if (certainty === "yes") return "yes";
    if (certainty === "maybe") result = "maybe";
  }
  return result;
}
