import { createHash } from "node:crypto";
import type { Db } from "./open-store.ts";
import type { PolicyRow } from "./schema.ts";

/** The newest version of the policy; undefined before the first. */
export async function latestPolicy(db: Db): Promise<PolicyRow | undefined> {
  return db.selectFrom("policy").selectAll().orderBy("version", "desc").limit(1).executeTakeFirst();
}

export async function findPolicy(db: Db, version: number): Promise<PolicyRow | undefined> {
  return db.selectFrom("policy").selectAll().where("version", "=", version).executeTakeFirst();
}

/** The newest first, from below a version on. */
export async function listPolicies(db: Db, page: { before: number | null; limit: number }): Promise<PolicyRow[]> {
  let query = db.selectFrom("policy").selectAll();
  if (page.before !== null) query = query.where("version", "<", page.before);
  return query.orderBy("version", "desc").limit(page.limit).execute();
}

/** The versions that judge or may still have to: from the oldest that some machine was judged by last. */
export async function policiesInUse(db: Db): Promise<PolicyRow[]> {
  const oldest = await db
    .selectFrom("machine")
    .select((eb) => eb.fn.min("policy_version").as("version"))
    .where("retired_at", "is", null)
    .executeTakeFirst();
  const latest = await latestPolicy(db);
  const from = Math.min(oldest?.version ?? latest?.version ?? 0, latest?.version ?? 0);
  return db.selectFrom("policy").selectAll().where("version", ">=", from).orderBy("version").execute();
}

/** The document that was taken from a file last; undefined when none ever was. */
export async function latestFromFile(db: Db): Promise<PolicyRow | undefined> {
  return db
    .selectFrom("policy")
    .selectAll()
    .where("origin", "=", "file")
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
}

export type NewPolicy = Pick<PolicyRow, "name" | "document" | "author" | "origin" | "reason"> & {
  /** JSON of the rehearsal that preceded it. */
  whatIf?: string | null;
};

/**
 * Keeps a document as the next version, unless the newest says the same already. `basedOn` is the version that it was made
 * from: null when another has come into force since.
 */
export async function recordPolicy(
  db: Db,
  policy: NewPolicy,
  context: { now: number; basedOn?: number },
): Promise<{ row: PolicyRow; isNew: boolean } | null> {
  const sha256 = sha256Of(policy.document);
  return db.transaction().execute(async (trx) => {
    const newest = await latestPolicy(trx);
    if (context.basedOn !== undefined && (newest?.version ?? 0) !== context.basedOn) return null;
    if (newest?.sha256 === sha256) return { row: newest, isNew: false };
    const { whatIf = null, ...named } = policy;
    const version = (newest?.version ?? 0) + 1;
    const row = { ...named, what_if: whatIf, version, sha256, applied_at: context.now };
    await trx.insertInto("policy").values(row).execute();
    return { row, isNew: true };
  });
}

/** SHA-256 (hex) of a document's text. */
export function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
