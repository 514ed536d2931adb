import { addressBetween, addressIn, interfaceIs, isOwnAddress } from "./address-match.ts";
import { any, both, type Certainty, not, type Packet, SOURCE_PORT } from "./packet.ts";

/** A value of a stranger's packet, with how it is compared. `absent`: the packet has no such field, so no rule on it matches. */
type Field =
  | { kind: "text"; values: readonly string[] }
  | { kind: "number"; value: number }
  | { kind: "address"; address: string }
  | { kind: "own-address" }
  | { kind: "interface" }
  | { kind: "concat"; parts: readonly Field[] }
  | { kind: "absent" }
  | { kind: "unknown" };

const ABSENT: Field = { kind: "absent" };
const UNKNOWN: Field = { kind: "unknown" };
const text = (...values: string[]): Field => ({ kind: "text", values });
const number = (value: number): Field => ({ kind: "number", value });

/** Named sets and maps of a table, by name, each a list of elements. */
export type NamedSets = Map<string, readonly unknown[]>;

export function asRecord(value: unknown): Record<string, unknown> | null {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? { ...value } : null;
}

export function asList(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null;
}

function metaField(key: unknown, packet: Packet): Field {
  switch (key) {
    case "iif":
    case "iifname":
      return { kind: "interface" };
    case "l4proto":
      return text(packet.protocol, packet.protocol === "tcp" ? "6" : "17");
    case "nfproto":
      return text(packet.family);
    case "protocol":
      return packet.family === "ipv4" ? text("ip") : text("ip6");
    case "pkttype":
      return text("host", "unicast");
    case "mark":
      return number(0);
    default:
      return UNKNOWN;
  }
}

function payloadField(protocol: unknown, field: unknown, packet: Packet): Field {
  if (protocol === packet.protocol || protocol === "th") {
    if (field === "dport") return number(packet.port);
    if (field === "sport") return number(SOURCE_PORT);
    return field === "flags" ? text("syn") : UNKNOWN;
  }
  if (protocol !== (packet.family === "ipv4" ? "ip" : "ip6")) return ABSENT;
  switch (field) {
    case "saddr":
      return { kind: "address", address: packet.source };
    case "daddr":
      return { kind: "own-address" };
    case "protocol":
    case "nexthdr":
      return text(packet.protocol, packet.protocol === "tcp" ? "6" : "17");
    case "version":
      return number(packet.family === "ipv4" ? 4 : 6);
    default:
      return UNKNOWN;
  }
}

function conntrackField(key: unknown): Field {
  if (key === "state") return text("new");
  if (key === "status") return text();
  if (key === "direction") return text("original");
  return key === "mark" ? number(0) : UNKNOWN;
}

function fibField(fib: Record<string, unknown>): Field {
  const isSource = asList(fib.flags)?.includes("saddr") === true;
  if (fib.result === "type") return isSource ? text("unicast") : text("local");
  // Looking up the way back answers "exists" for an honest sender.
  return isSource ? text("true", "exists") : UNKNOWN;
}

/** The field of a stranger's packet that an nftables expression names (libnftables-json(5), "EXPRESSIONS"). */
export function fieldOf(expression: unknown, packet: Packet): Field {
  const { meta, payload, ct, fib, concat, "&": masked } = asRecord(expression) ?? {};
  if (meta !== undefined) return metaField(asRecord(meta)?.key, packet);
  if (payload !== undefined) {
    const { protocol, field } = asRecord(payload) ?? {};
    return payloadField(protocol, field, packet);
  }
  if (ct !== undefined) return conntrackField(asRecord(ct)?.key);
  if (fib !== undefined) return fibField(asRecord(fib) ?? {});
  const parts = asList(concat);
  if (parts) return { kind: "concat", parts: parts.map((part) => fieldOf(part, packet)) };
  const [base, mask] = asList(masked) ?? [];
  return base === undefined ? UNKNOWN : maskField(fieldOf(base, packet), mask);
}

function maskField(field: Field, mask: unknown): Field {
  if (field.kind === "number" && typeof mask === "number") return number((field.value & mask) >>> 0);
  if (field.kind !== "text") return field.kind === "absent" ? ABSENT : UNKNOWN;
  const kept = new Set((asList(mask) ?? [mask]).map(String));
  return text(...field.values.filter((value) => kept.has(value)));
}

function addressHolds(address: string, element: Record<string, unknown> | string): Certainty {
  if (typeof element === "string") return addressIn(address, element);
  const prefix = asRecord(element.prefix);
  if (prefix) return addressIn(address, `${String(prefix.addr)}/${String(prefix.len)}`);
  const [first, last] = asList(element.range) ?? [];
  return typeof first === "string" && typeof last === "string" ? addressBetween(address, first, last) : "maybe";
}

function scalarHolds(field: Field, value: string, packet: Packet): Certainty {
  switch (field.kind) {
    case "text":
      return field.values.includes(value) ? "yes" : "no";
    case "number":
      return /^\d+$/.test(value) ? (Number(value) === field.value ? "yes" : "no") : "maybe";
    case "address":
      return addressHolds(field.address, value);
    case "own-address":
      return isOwnAddress(value);
    case "interface":
      return interfaceIs(packet.interfaceName, value);
    default:
      return "maybe";
  }
}

function structureHolds(field: Field, element: Record<string, unknown>, packet: Packet): Certainty {
  const { prefix, range, concat } = element;
  const [first, last] = asList(range) ?? [];
  if (field.kind === "number" && typeof first === "number" && typeof last === "number") {
    return field.value >= first && field.value <= last ? "yes" : "no";
  }
  if (field.kind === "address") return addressHolds(field.address, element);
  const { addr, len } = asRecord(prefix) ?? {};
  if (field.kind === "own-address" && typeof addr === "string") return isOwnAddress(`${addr}/${String(len)}`);
  const parts = asList(concat);
  if (field.kind === "concat" && parts?.length === field.parts.length) {
    return field.parts.map((part, index) => elementHolds(part, parts[index], packet)).reduce(both, "yes");
  }
  return "maybe";
}

/** Whether a field equals one element of a set, or a lone right-hand side. */
export function elementHolds(field: Field, element: unknown, packet: Packet): Certainty {
  if (field.kind === "absent") return "no";
  if (typeof element === "string" || typeof element === "number" || typeof element === "boolean") {
    return scalarHolds(field, String(element), packet);
  }
  const record = asRecord(element);
  if (record === null) return "maybe";
  const { elem } = record;
  const inner = asRecord(elem);
  if (inner && "val" in inner) return elementHolds(field, inner.val, packet);
  return structureHolds(field, record, packet);
}

function rightHolds(field: Field, right: unknown, sets: NamedSets, packet: Packet): Certainty {
  const elements = typeof right === "string" && right.startsWith("@") ? sets.get(right.slice(1)) : asRecord(right)?.set;
  const list = elements === undefined ? asList(right) : (asList(elements) ?? [elements]);
  if (list) return any(list.map((element) => elementHolds(field, element, packet)));
  if (typeof right === "string" && right.startsWith("@")) return "maybe";
  return elementHolds(field, right, packet);
}

const ORDER: Record<string, (a: number, b: number) => boolean> = {
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
};

/** Whether a stranger's packet satisfies one `match` statement (libnftables-json(5), "MATCH"). */
export function matchHolds(match: Record<string, unknown>, sets: NamedSets, packet: Packet): Certainty {
  const field = fieldOf(match.left, packet);
  if (field.kind === "absent") return "no";
  if (field.kind === "unknown") return "maybe";
  const { op, right } = match;
  if (op === "==" || op === "in") return rightHolds(field, right, sets, packet);
  if (op === "!=") return not(rightHolds(field, right, sets, packet));
  const isTrue = ORDER[String(op)];
  if (!isTrue || field.kind !== "number" || typeof right !== "number") return "maybe";
  return isTrue(field.value, right) ? "yes" : "no";
}
