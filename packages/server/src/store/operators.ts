import type { Role } from "@muster/shared/permissions.ts";
import type { Db } from "./open-store.ts";
import type { NewRow, OperatorRow } from "./schema.ts";

/** Two spellings of one name are one operator: whoever must be a second person cannot be the first in capitals. */
export function operatorNameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

export async function addOperator(db: Db, row: NewRow<"operator">): Promise<void> {
  await db.insertInto("operator").values(row).execute();
}

export async function findOperator(db: Db, id: string): Promise<OperatorRow | undefined> {
  return db.selectFrom("operator").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function findOperatorNamed(db: Db, name: string): Promise<OperatorRow | undefined> {
  return db.selectFrom("operator").selectAll().where("name_key", "=", operatorNameKey(name)).executeTakeFirst();
}

/** The owners who may sign in, the first one first. */
export async function activeOwners(db: Db): Promise<OperatorRow[]> {
  return db
    .selectFrom("operator")
    .selectAll()
    .where("role", "=", "owner" satisfies Role)
    .where("disabled_at", "is", null)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

/** Everybody with the number of their sessions that are still good, by name. */
export async function listOperators(
  db: Db,
  instants: { now: number; idleSince: number },
): Promise<(OperatorRow & { sessions: number })[]> {
  const rows = await db
    .selectFrom("operator")
    .selectAll("operator")
    .select((eb) =>
      eb
        .selectFrom("session")
        .select((count) => count.fn.countAll<number>().as("count"))
        .whereRef("session.operator_id", "=", "operator.id")
        .where("expires_at", ">", instants.now)
        .where("last_used_at", ">", instants.idleSince)
        .as("sessions"),
    )
    .orderBy("name_key")
    .execute();
  return rows.map((row) => ({ ...row, sessions: Number(row.sessions ?? 0) }));
}

export async function setOperator(
  db: Db,
  id: string,
  values: Partial<Pick<OperatorRow, "role" | "disabled_at" | "last_sign_in_at">>,
): Promise<void> {
  await db.updateTable("operator").set(values).where("id", "=", id).execute();
}
