import { z } from "zod";
import { parseJson } from "../parse-json.ts";
import { asList, asRecord, elementHolds, fieldOf, matchHolds, type NamedSets } from "./nft-match.ts";
import { both, type Certainty, type Packet } from "./packet.ts";
import type { Effect, Rule, Table, Verdict } from "./walk-chains.ts";

const Listing = z.looseObject({ nftables: z.array(z.looseObject({})) });

type NftTable = Table & {
  family: string;
  name: string;
  /** Rules that `nft` cannot show, made by iptables: `iptables -S` has to be asked for this table. */
  isOpaque: boolean;
};

export type NftRuleset = {
  tables: NftTable[];
  /** The listing without handles, counters, clocks and the elements that come and go by themselves; for a fingerprint. */
  canonical: string;
};

const FAMILIES: Record<string, readonly Packet["family"][]> = {
  ip: ["ipv4"],
  ip6: ["ipv6"],
  inet: ["ipv4", "ipv6"],
};

/** Statements that watch or mark a packet and let it go on (libnftables-json(5), "STATEMENTS"). */
const PASSING = new Set(["counter", "log", "mangle", "notrack", "comment", "ct helper", "ct timeout", "meter", "set"]);

function verdictOf(key: string, value: unknown): Verdict | null {
  switch (key) {
    case "accept":
    case "return":
    case "continue":
      return { kind: key };
    case "drop":
    case "reject":
      return { kind: "block" };
    case "jump":
    case "goto": {
      const target = asRecord(value)?.target;
      return typeof target === "string" ? { kind: key, chain: target } : { kind: "unknown" };
    }
    case "queue":
    case "synproxy":
    case "tproxy":
      // A program outside the kernel, or a proxy, has the last word.
      return { kind: "unknown" };
    default:
      return null;
  }
}

function verdictIn(value: unknown): Verdict {
  const [entry] = Object.entries(asRecord(value) ?? {});
  return (entry && verdictOf(entry[0], entry[1])) ?? { kind: "unknown" };
}

function effectsOfMap(vmap: Record<string, unknown>, sets: NamedSets, packet: Packet, soFar: Certainty): Effect[] {
  const { data } = vmap;
  const elements = typeof data === "string" ? sets.get(data.replace(/^@/, "")) : asList(asRecord(data)?.set);
  if (!elements) return [{ certainty: "maybe", verdict: { kind: "unknown" } }];
  const field = fieldOf(vmap.key, packet);
  const effects: Effect[] = [];
  for (const element of elements) {
    const [key, verdict] = asList(element) ?? [];
    const certainty = key === "*" ? "yes" : elementHolds(field, key, packet);
    if (certainty !== "no") effects.push({ certainty: both(soFar, certainty), verdict: verdictIn(verdict) });
    if (certainty === "yes") break;
  }
  return effects;
}

/** What one statement does: narrows the rule, ends it with effects, or neither. */
function effectsOfRule(statements: readonly unknown[], sets: NamedSets, packet: Packet): Effect[] {
  let certainty: Certainty = "yes";
  for (const statement of statements) {
    const [key, value] = Object.entries(asRecord(statement) ?? {})[0] ?? [];
    if (key === undefined) return [{ certainty: "maybe", verdict: { kind: "unknown" } }];
    const verdict = verdictOf(key, value);
    if (verdict) return [{ certainty, verdict }];
    if (key === "vmap") return effectsOfMap(asRecord(value) ?? {}, sets, packet, certainty);
    certainty = both(certainty, narrows(key, value, sets, packet));
    if (certainty === "no") return [];
    if (key === "xt" && asRecord(value)?.type !== "match")
      return [{ certainty: "maybe", verdict: { kind: "unknown" } }];
  }
  return [];
}

function narrows(key: string, value: unknown, sets: NamedSets, packet: Packet): Certainty {
  if (PASSING.has(key)) return "yes";
  if (key === "match") return matchHolds(asRecord(value) ?? {}, sets, packet);
  // The first stranger is always within a rate or a count, so only a rule for what exceeds them passes it by.
  if (key === "limit" || key === "ct count") return asRecord(value)?.inv === true ? "no" : "yes";
  return "maybe";
}

type Entry = { kind: string; body: Record<string, unknown> };

function addSet(table: NftTable, sets: NamedSets, body: Record<string, unknown>): void {
  if (typeof body.name === "string") sets.set(body.name, asList(body.elem) ?? []);
  if (typeof body.name !== "string") table.isOpaque = true;
}

function addChain(table: NftTable, body: Record<string, unknown>): void {
  if (typeof body.name !== "string") return;
  table.chains.set(body.name, { rules: [] });
  if (body.hook !== "input" || body.type !== "filter") return;
  const title = `${table.family} ${table.name} ${body.name}`;
  table.inputs.push({ chain: body.name, policy: body.policy === "drop" ? "block" : "accept", title });
}

function addRule(table: NftTable, sets: NamedSets, body: Record<string, unknown>): void {
  const statements = asList(body.expr);
  const chain = typeof body.chain === "string" ? table.chains.get(body.chain) : undefined;
  if (!chain || !statements) return;
  const last = Object.keys(asRecord(statements.at(-1)) ?? {})[0] ?? "empty";
  const text = `rule ${chain.rules.length + 1} of ${table.family} ${table.name} ${String(body.chain)} (${last})`;
  if (statements.some((statement) => asRecord(statement)?.xt !== undefined || statement === null))
    table.isOpaque = true;
  const rule: Rule = { text, effectsOn: (packet) => effectsOfRule(statements, sets, packet) };
  chain.rules.push(rule);
}

function readTable(family: string, name: string, entries: readonly Entry[]): NftTable {
  const table: NftTable = {
    family,
    name,
    families: FAMILIES[family] ?? [],
    chains: new Map(),
    inputs: [],
    isOpaque: false,
  };
  const sets: NamedSets = new Map();
  for (const { kind, body } of entries) {
    if (kind === "set" || kind === "map") addSet(table, sets, body);
    if (kind === "chain") addChain(table, body);
  }
  for (const { kind, body } of entries) if (kind === "rule") addRule(table, sets, body);
  return table;
}

const VOLATILE_KEYS = new Set(["handle", "metainfo", "counter", "expires", "packets", "bytes"]);

// Sets that programs fill (bans, rate meters) change by the minute; what they are for stands in the rules.
function canonicalise(listing: readonly Record<string, unknown>[]): string {
  const lasting = listing.filter((entry) => !("metainfo" in entry) && !("element" in entry));
  return JSON.stringify(lasting, (key, value: unknown) => {
    if (VOLATILE_KEYS.has(key)) return undefined;
    const record = asRecord(value);
    const flags = asList(record?.flags) ?? [];
    if (record && (flags.includes("dynamic") || flags.includes("timeout"))) return { ...record, elem: undefined };
    return value;
  });
}

/**
 * Reads `nft -j list ruleset` (libnftables-json(5)). Null when it is no such listing; a listing of nothing but its
 * metainfo is a rule set without rules.
 */
export function parseNftRuleset(text: string): NftRuleset | null {
  const listing = parseJson(text, Listing)?.nftables;
  if (!listing?.some((entry) => "metainfo" in entry)) return null;
  const byTable = new Map<string, { family: string; name: string; entries: Entry[] }>();
  for (const item of listing) {
    const [kind, value] = Object.entries(item)[0] ?? [];
    const body = asRecord(value);
    if (kind === undefined || body === null || kind === "metainfo") continue;
    const family = String(body.family);
    const name = String(kind === "table" ? body.name : body.table);
    const key = `${family} ${name}`;
    const table = byTable.get(key) ?? { family, name, entries: [] };
    table.entries.push({ kind, body });
    byTable.set(key, table);
  }
  const tables = [...byTable.values()].map(({ family, name, entries }) => readTable(family, name, entries));
  return { tables, canonical: canonicalise(listing) };
}
