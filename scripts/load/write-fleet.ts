import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DAY_MS } from "@muster/shared/duration.ts";
import { STATUS_RANK } from "../../packages/server/src/flags/machine-life.ts";
import type { JudgedVerdict } from "../../packages/server/src/policy/evaluate.ts";
import { saveMachines } from "../../packages/server/src/store/machines.ts";
import { openStore } from "../../packages/server/src/store/open-store.ts";
import type { MachineRow, VerdictRow } from "../../packages/server/src/store/schema.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { saveVerdicts } from "../../packages/server/src/store/verdicts.ts";

const SYSTEMS = [
  ["win32", "Windows 11 Pro", "10.0.26100"],
  ["win32", "Windows 10 Pro", "10.0.19045"],
  ["darwin", "macOS", "15.6"],
  ["linux", "Debian GNU/Linux", "13"],
] as const;
const SITES = ["Berlin", "Hamburg", "Paris", "Zürich", null];
const PEOPLE = ["anna", "ben", "chloé", "dora", "emil", "françois", "greta", "hans"];

/** One invented machine and what the rules said of it, as the store would hold them after judging. */
function machineAt(index: number, now: number): { machine: MachineRow; verdicts: VerdictRow[] } {
  const [platform, osName, osVersion] = SYSTEMS[(index * 7) % SYSTEMS.length] ?? SYSTEMS[0];
  const age = (index * 13) % 12;
  const isOff = index % 31 === 0;
  const isUnknown = index % 47 === 0;
  const isStale = age > 7 && index % 5 === 0;
  const status = isOff || isStale ? "non-compliant" : isUnknown ? "unknown" : "compliant";
  const definitionsFrom = now - (isStale || age <= 7 ? age : age - 7) * DAY_MS;
  const id = `m${String(index).padStart(6, "0")}`;
  const name = `PC-${String((index * 7919) % 1_000_003).padStart(6, "0")}`;
  const verdict = (rule: "antivirus-definitions" | "firewall-enabled", judged: Partial<JudgedVerdict>): VerdictRow => {
    const body = {
      rule,
      status: "pass",
      severity: "high",
      sentence: "",
      measured: null,
      limit: null,
      countedFrom: null,
      source: null,
      confidence: null,
      since: now - DAY_MS,
      failingSince: null,
      failures: [],
      changesAt: null,
      isFlagged: false,
      isInGrace: false,
      graceEndsAt: null,
      waiver: null,
      ...judged,
    } satisfies JudgedVerdict;
    return {
      machine_id: id,
      rule,
      status: body.status,
      since: body.since,
      changes_at: null,
      body: JSON.stringify(body),
    };
  };
  const machine = machineRow(id, {
    name,
    name_key: name.toLowerCase(),
    platform,
    os_name: osName,
    os_version: osVersion,
    tags: index % 9 === 0 ? '["privileged"]' : index % 4 === 0 ? '["laptop"]' : "[]",
    enrolled_at: now - 100 * DAY_MS,
    last_seen_at: now - (index % 600) * 1_000,
    status,
    status_rank: STATUS_RANK[status],
    sentence: isOff
      ? "The firewall lets inbound traffic in on the profile Public."
      : isStale
        ? "The virus definitions are too old."
        : "Every rule passes.",
    policy_version: 1,
    reachable_since: now - DAY_MS,
    site: SITES[index % SITES.length] ?? null,
    person: `${PEOPLE[(index * 3) % PEOPLE.length]}.${index % 5_000}`,
    serial_number: `SN${index * 31}`,
    policy_groups: index % 9 === 0 ? '["privileged"]' : "[]",
    flagged_rules: JSON.stringify([
      ...(isStale ? ["antivirus-definitions"] : []),
      ...(isOff ? ["firewall-enabled"] : []),
    ]),
    open_flags: Number(isStale) + Number(isOff),
    definitions_from: definitionsFrom,
    firewall: isOff ? "fail" : "pass",
    password_ends_at: now + ((index % 90) - 2) * DAY_MS,
  });
  return {
    machine,
    verdicts: [
      verdict("antivirus-definitions", { status: isStale ? "fail" : "pass", countedFrom: definitionsFrom }),
      verdict("firewall-enabled", { status: isOff ? "fail" : "pass", measured: isOff ? "off" : "on" }),
    ],
  };
}

/** Writes so many machines straight into a server's data folder, before it is started there. */
export async function writeFleet(dataDir: string, count: number, now: number): Promise<void> {
  const file = join(dataDir, "server", "muster.db");
  await mkdir(dirname(file), { recursive: true });
  const store = await openStore({ kind: "sqlite", file, binding: "auto" });
  try {
    for (let from = 0; from < count; from += 5_000) {
      const made = Array.from({ length: Math.min(5_000, count - from) }, (_, each) => machineAt(from + each, now));
      await store.writer.transaction().execute(async (trx) => {
        await saveMachines(
          trx,
          made.map(({ machine }) => machine),
        );
        await saveVerdicts(
          trx,
          made.flatMap(({ verdicts }) => verdicts),
        );
      });
    }
  } finally {
    await store.close();
  }
}
