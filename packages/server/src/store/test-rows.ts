import type { MachineRow } from "./schema.ts";

/** An invented machine as the store keeps it. */
export function machineRow(id: string, more: Partial<MachineRow> = {}): MachineRow {
  return {
    id,
    name: id,
    name_key: id.toLowerCase(),
    platform: "linux",
    os_name: null,
    os_version: null,
    tags: "[]",
    public_key: `key of ${id}`,
    enrolled_at: 1,
    last_seen_at: null,
    last_sequence: 0,
    agent_version: null,
    facts_digest: null,
    clock_ahead_ms: null,
    status: "unknown",
    status_rank: 1,
    sentence: "",
    open_flags: 0,
    policy_version: null,
    changes_at: null,
    parted_at: null,
    parting: null,
    absent_from: null,
    returned_at: null,
    reachability: "online",
    reachable_since: 1,
    site: null,
    hardware_key: null,
    retired_at: null,
    merged_into: null,
    ...more,
  };
}
