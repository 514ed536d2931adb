import type { NewOperator, OperatorChange } from "@muster/shared/api.ts";
import { AppError } from "@muster/shared/errors.ts";
import type { Role } from "@muster/shared/permissions.ts";
import type { Db } from "../store/open-store.ts";
import {
  activeOwners,
  addOperator,
  findOperator,
  findOperatorNamed,
  operatorNameKey,
  setOperator,
} from "../store/operators.ts";
import type { OperatorRow } from "../store/schema.ts";
import { removeAccess } from "../store/sessions.ts";

type Act = { by: string; now: number };

/**
 * Adds somebody who may sign in.
 * @throws AppError `operator_exists`
 */
export async function createOperator(
  db: Db,
  request: NewOperator,
  { by, now, newId }: Act & { newId: () => string },
): Promise<OperatorRow> {
  return db.transaction().execute(async (trx) => {
    if (await findOperatorNamed(trx, request.name)) throw new AppError("operator_exists");
    const row: OperatorRow = {
      id: newId(),
      name: request.name,
      name_key: operatorNameKey(request.name),
      role: request.role,
      created_at: now,
      created_by: by,
      disabled_at: null,
      last_sign_in_at: null,
    };
    await addOperator(trx, row);
    return row;
  });
}

/**
 * Gives an operator another role, or shuts them out or lets them in again. Whatever they had open is ended, so that
 * nothing goes on under the role that they had.
 * @throws AppError `not_found`, `operator_self`, `owner_needed`
 */
export async function changeOperator(
  db: Db,
  id: string,
  change: OperatorChange,
  { now, actorId }: { now: number; actorId: string },
): Promise<{ before: OperatorRow; after: OperatorRow }> {
  return db.transaction().execute(async (trx) => {
    const before = await findOperator(trx, id);
    if (!before) throw new AppError("not_found");
    // Before the transaction the actor was an owner; two owners who demote each other at once must not both succeed.
    const owners = await activeOwners(trx);
    if (owners.every((owner) => owner.id !== actorId)) throw new AppError("role_refused");
    if (id === actorId) throw new AppError("operator_self");
    const disabled_at = change.isDisabled ? (before.disabled_at ?? now) : null;
    const after: OperatorRow = { ...before, role: change.role, disabled_at };
    const isStillOwner = after.role === "owner" && after.disabled_at === null;
    if (!isStillOwner && owners.every((owner) => owner.id === id)) throw new AppError("owner_needed");
    if (after.role === before.role && after.disabled_at === before.disabled_at) return { before, after };
    await setOperator(trx, id, { role: after.role, disabled_at });
    await removeAccess(trx, id);
    return { before, after };
  });
}

/** Whom the console lets in by itself: the person under whose name the server runs, else its first owner. */
export async function consoleOperator(
  db: Db,
  name: string,
  context: { now: number; newId: () => string },
): Promise<OperatorRow> {
  const own = await findOperatorNamed(db, name);
  if (own && own.disabled_at === null && own.role === "owner") return own;
  const [first] = await activeOwners(db);
  if (first) return first;
  // Nobody decides yet. The person's own entry may exist under another role: then the first owner is called `owner`.
  const role: Role = "owner";
  return createOperator(db, { name: own ? `${name} (owner)` : name, role }, { by: "console", ...context });
}
