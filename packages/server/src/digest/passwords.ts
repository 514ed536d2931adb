import { DAY_MS } from "@muster/shared/duration.ts";
import type { Policy } from "@muster/shared/policy.ts";
import { outcomesOf } from "../flags/judge-machines.ts";
import { memberOf } from "../flags/machine-columns.ts";
import { inForce } from "../policy/in-force.ts";
import { passwordEnds } from "../policy/rules/password-age.ts";
import type { Db } from "../store/open-store.ts";
import type { PasswordLine } from "./material.ts";

/** What ends within this many ms is told of beforehand. */
export const SOON_MS = 14 * DAY_MS;

/** A machine's password rule with what its groups change of it; null when the policy has none. */
function passwordSettings(policy: Policy, machine: Subject): { maxAge: number } | null {
  const base = policy.rules["password-age"];
  if (base === undefined) return null;
  const { groups } = inForce(policy, memberOf(machine));
  const changes = policy.groups.filter((group) => groups.has(group.name)).map((group) => group.rules["password-age"]);
  return { maxAge: changes.findLast((each) => each?.maxAge !== undefined)?.maxAge ?? base.maxAge };
}

type Subject = { id: string; name: string; platform: string; tags: string };

/** The passwords on these machines that end soon, by the facts and the policy in force; the next to end first. */
export async function endingPasswords(
  db: Db,
  policy: Policy,
  machines: readonly Subject[],
  now: number,
): Promise<PasswordLine[]> {
  if (machines.length === 0) return [];
  const ids = machines.map((machine) => machine.id);
  const rows = await db
    .selectFrom("fact")
    .selectAll()
    .where("probe", "=", "passwords")
    .where("machine_id", "in", ids)
    .execute();
  const facts = new Map(rows.map((row) => [row.machine_id, outcomesOf([row]).passwords]));
  return machines
    .flatMap((machine) => {
      const outcome = facts.get(machine.id);
      const settings = passwordSettings(policy, machine);
      if (outcome?.kind !== "read" || !settings) return [];
      return passwordEnds(outcome.facts, settings)
        .filter(({ endsAt }) => endsAt > now && endsAt - now <= SOON_MS)
        .map(({ account, endsAt }) => ({ machineId: machine.id, machine: machine.name, account, endsAt }));
    })
    .toSorted((a, b) => a.endsAt - b.endsAt);
}
