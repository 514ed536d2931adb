import { NO_SITE } from "@muster/shared/machine-list.ts";
import { z } from "zod";
import type { RosterRow } from "../store/roster-rows.ts";

/** A machine as lists search, narrow and sort by: small, because the whole fleet is kept so. */
export type Entry = {
  id: string;
  nameKey: string;
  /** All that a search looks in, in lower case. */
  text: string;
  statusRank: number;
  person: string | null;
  definitionsFrom: number | null;
  firewall: string | null;
  passwordEndsAt: number | null;
  lastSeenAt: number | null;
  osKey: string;
  /** The values that the machine has of each facet. */
  facets: {
    status: readonly string[];
    rule: readonly string[];
    group: readonly string[];
    site: readonly string[];
    os: readonly string[];
    reachability: readonly string[];
    tag: readonly string[];
  };
};

const Names = z.array(z.string());
const PLATFORMS: Record<string, string> = { linux: "Linux", darwin: "macOS", win32: "Windows" };

/** A fleet has few kinds of everything; equal lists are kept once. */
const KNOWN = new Map<string, readonly string[]>();
const MAX_KNOWN = 20_000;

function once(key: string, make: () => readonly string[]): readonly string[] {
  const known = KNOWN.get(key);
  if (known) return known;
  if (KNOWN.size >= MAX_KNOWN) KNOWN.clear();
  const made = make();
  KNOWN.set(key, made);
  return made;
}

const alone = (value: string) => once(value, () => [value]);
const listed = (json: string) => once(json, () => Names.parse(JSON.parse(json)));

export function entryOf(row: RosterRow): Entry {
  const os = row.os_name ?? PLATFORMS[row.platform] ?? row.platform;
  const osKey = `${os} ${row.os_version ?? ""}`.trim().toLowerCase();
  const tags = listed(row.tags);
  const searched = [row.name, row.person, row.serial_number, row.site, osKey, ...tags];
  return {
    id: row.id,
    nameKey: row.name_key,
    text: searched.filter(Boolean).join("\n").toLowerCase(),
    statusRank: row.status_rank,
    person: row.person?.toLowerCase() ?? null,
    definitionsFrom: row.definitions_from,
    firewall: row.firewall,
    passwordEndsAt: row.password_ends_at,
    lastSeenAt: row.last_seen_at,
    osKey,
    facets: {
      status: alone(row.status),
      rule: listed(row.flagged_rules),
      group: listed(row.policy_groups),
      site: alone(row.site ?? NO_SITE),
      os: alone(os),
      reachability: alone(row.reachability),
      tag: tags,
    },
  };
}
