import type { MailRow } from "./mail-tables.ts";
import type { Db } from "./open-store.ts";
import type { MachineRow } from "./schema.ts";

/** Machines of which somebody may have to be told: a password that ends by an instant, or definitions from before another. */
export async function machinesForLetters(
  db: Db,
  due: { passwordsBy: number; definitionsBefore: number },
  page: { after: string; limit: number },
): Promise<MachineRow[]> {
  return db
    .selectFrom("machine")
    .selectAll()
    .where("retired_at", "is", null)
    .where("id", ">", page.after)
    .where((eb) =>
      eb.or([eb("password_ends_at", "<=", due.passwordsBy), eb("definitions_from", "<", due.definitionsBefore)]),
    )
    .orderBy("id")
    .limit(page.limit)
    .execute();
}

/** Of these matters, those that somebody was told. */
export async function mattersTold(db: Db, address: string, matters: readonly string[]): Promise<string[]> {
  if (matters.length === 0) return [];
  const rows = await db
    .selectFrom("letter_matter")
    .select("matter")
    .where("address", "=", address)
    .where("matter", "in", matters)
    .execute();
  return rows.map((row) => row.matter);
}

/** Keeps a letter with its mail, unless somebody was written to on that day; false then. */
export async function addLetter(
  db: Db,
  letter: { address: string; day: string; matters: readonly string[]; now: number },
  mail: MailRow,
): Promise<boolean> {
  const { address, day, matters, now } = letter;
  return db.transaction().execute(async (trx) => {
    const before = await trx
      .selectFrom("letter")
      .select("day")
      .where("address", "=", address)
      .where("day", "=", day)
      .executeTakeFirst();
    if (before) return false;
    await trx.insertInto("mail").values(mail).execute();
    await trx.insertInto("letter").values({ address, day, mail_id: mail.id, created_at: now }).execute();
    await trx
      .insertInto("letter_matter")
      .values(matters.map((matter) => ({ address, matter, told_at: now })))
      .onConflict((conflict) => conflict.columns(["address", "matter"]).doUpdateSet({ told_at: now }))
      .execute();
    return true;
  });
}

/** Forgets what somebody was told so long ago that it can come up no more. */
export async function forgetMatters(db: Db, before: number): Promise<void> {
  await db.deleteFrom("letter_matter").where("told_at", "<", before).execute();
}
