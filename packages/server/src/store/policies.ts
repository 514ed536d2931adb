import { createHash } from "node:crypto";
import type { Db } from "./open-store.ts";
import type { PolicyRow } from "./schema.ts";

/** The newest version of the policy; undefined before the first. */
export async function latestPolicy(db: Db): Promise<PolicyRow | undefined> {
  return db.selectFrom("policy").selectAll().orderBy("version", "desc").limit(1).executeTakeFirst();
}

/** Keeps a document as the next version, unless the newest says the same already. */
export async function recordPolicy(
  db: Db,
  document: { name: string; text: string },
  now: number,
): Promise<{ row: PolicyRow; isNew: boolean }> {
  const sha256 = createHash("sha256").update(document.text).digest("hex");
  return db.transaction().execute(async (trx) => {
    const newest = await latestPolicy(trx);
    if (newest?.sha256 === sha256) return { row: newest, isNew: false };
    const row = {
      version: (newest?.version ?? 0) + 1,
      name: document.name,
      document: document.text,
      sha256,
      applied_at: now,
    };
    await trx.insertInto("policy").values(row).execute();
    return { row, isNew: true };
  });
}
