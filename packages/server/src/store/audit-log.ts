import type { AuditEntryRow, AuditHeadRow, AuditSealRow } from "./audit-tables.ts";
import type { Db } from "./open-store.ts";

const HEAD = 1;

export type AuditRowFilter = {
  who?: string | undefined;
  act?: string | undefined;
  outcome?: string | undefined;
  /** Instants in epoch ms, the second one not included. */
  since?: number | undefined;
  until?: number | undefined;
};

/**
 * Takes the next number. Within a transaction nobody else gets one before it ends: the change of the head comes first, so
 * that its row is locked before it is read.
 */
export async function takeAuditNumber(trx: Db): Promise<AuditHeadRow> {
  return trx
    .updateTable("audit_head")
    .set((eb) => ({ number: eb("number", "+", 1) }))
    .where("id", "=", HEAD)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function addAuditEntry(trx: Db, row: AuditEntryRow, signature: string): Promise<void> {
  await trx.insertInto("audit_entry").values(row).execute();
  await trx.updateTable("audit_head").set({ hash: row.hash, signature }).where("id", "=", HEAD).execute();
}

export async function readAuditHead(db: Db): Promise<AuditHeadRow | undefined> {
  return db.selectFrom("audit_head").selectAll().where("id", "=", HEAD).executeTakeFirst();
}

export async function signAuditHead(db: Db, signature: string): Promise<void> {
  await db
    .updateTable("audit_head")
    .set({ signature })
    .where("id", "=", HEAD)
    .where("number", "=", 0)
    .where("signature", "is", null)
    .execute();
}

/** Entries in the order in which they were written, after a number; from the very first when it is null. */
export async function auditEntriesAfter(db: Db, number: number | null, limit: number): Promise<AuditEntryRow[]> {
  let query = db.selectFrom("audit_entry").selectAll();
  if (number !== null) query = query.where("number", ">", number);
  return query.orderBy("number").limit(limit).execute();
}

/** The newest first, before a number. */
export async function listAuditEntries(
  db: Db,
  filter: AuditRowFilter,
  page: { before: number | null; limit: number },
): Promise<AuditEntryRow[]> {
  let query = db.selectFrom("audit_entry").selectAll();
  if (filter.who !== undefined) query = query.where("who", "=", filter.who);
  if (filter.act !== undefined) query = query.where("act", "=", filter.act);
  if (filter.outcome !== undefined) query = query.where("outcome", "=", filter.outcome);
  if (filter.since !== undefined) query = query.where("at", ">=", filter.since);
  if (filter.until !== undefined) query = query.where("at", "<", filter.until);
  if (page.before !== null) query = query.where("number", "<", page.before);
  return query.orderBy("number", "desc").limit(page.limit).execute();
}

export async function listAuditSeals(db: Db): Promise<AuditSealRow[]> {
  return db.selectFrom("audit_seal").selectAll().orderBy("day").execute();
}

/** Returns whether this was the day's first. */
export async function addAuditSeal(trx: Db, row: AuditSealRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("audit_seal")
    .values(row)
    .onConflict((conflict) => conflict.column("day").doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}
