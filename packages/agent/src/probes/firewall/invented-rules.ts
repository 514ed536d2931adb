/** Rule sets invented for tests, as nft lists them. */
import { answered } from "../answer.ts";

export type Json = Record<string, unknown>;

const META: Json = { metainfo: { version: "1.0.6", json_schema_version: 1 } };
export const meta = (key: string): Json => ({ meta: { key } });
export const payload = (protocol: string, field: string): Json => ({ payload: { protocol, field } });
export const match = (left: Json, right: unknown, op = "=="): Json => ({ match: { op, left, right } });
export const ct = (key: string): Json => ({ ct: { key } });
export const ACCEPT: Json = { accept: null };
export const DROP: Json = { drop: null };
export const REJECT: Json = { reject: { type: "icmpx", expr: "admin-prohibited" } };
export const ESTABLISHED = [match(ct("state"), ["established", "related"], "in"), ACCEPT];

/** One table with an input chain and others beside it, as nft lists it. */
export function table(
  family: string,
  policy: string,
  rules: Json[][],
  others: Record<string, Json[][]> = {},
  sets: Json[] = [],
): Json[] {
  const place = { family, table: "filter" };
  const rule = (chain: string) => (expr: Json[], handle: number) => ({ rule: { ...place, chain, handle, expr } });
  return [
    { table: { family, name: "filter", handle: 1 } },
    ...sets,
    { chain: { ...place, name: "input", handle: 1, type: "filter", hook: "input", prio: 0, policy } },
    ...Object.keys(others).map((name) => ({ chain: { ...place, name, handle: 2 } })),
    ...rules.map(rule("input")),
    ...Object.entries(others).flatMap(([name, list]) => list.map(rule(name))),
  ];
}

export const listing = (...entries: Json[][]) => answered(JSON.stringify({ nftables: [META, ...entries.flat()] }));
export const ROUTE = answered(
  "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\neth0 00000000 0100A8C0 0003 0 0 0 00000000 0 0 0\n",
);
