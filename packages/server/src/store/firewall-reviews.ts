import type { Db } from "./open-store.ts";
import type { FirewallReviewRow } from "./review-tables.ts";

export async function saveFirewallReview(db: Db, row: FirewallReviewRow): Promise<void> {
  await db.insertInto("firewall_review").values(row).execute();
}

/** One page of reviews, the newest first. */
export async function listFirewallReviews(
  db: Db,
  page: { after: { asOf: number; id: string } | null; limit: number },
): Promise<FirewallReviewRow[]> {
  let query = db.selectFrom("firewall_review").selectAll();
  const { after } = page;
  if (after) query = query.where((eb) => eb(eb.refTuple("as_of", "id"), "<", eb.tuple(after.asOf, after.id)));
  return query.orderBy("as_of", "desc").orderBy("id", "desc").limit(page.limit).execute();
}

export type FirewallRow = {
  id: string;
  name: string;
  site: string | null;
  enrolled_at: number;
  outcome: string | null;
  changed_at: number | null;
};

/** One page of the fleet by id, each machine with what its firewall is now. */
export async function firewallPage(db: Db, page: { after: string; limit: number }): Promise<FirewallRow[]> {
  return db
    .selectFrom("machine")
    .leftJoin("fact", (join) => join.onRef("fact.machine_id", "=", "machine.id").on("fact.probe", "=", "firewall"))
    .select(["machine.id", "machine.name", "machine.site", "machine.enrolled_at", "fact.outcome", "fact.changed_at"])
    .where("machine.id", ">", page.after)
    .where("machine.retired_at", "is", null)
    .orderBy("machine.id")
    .limit(page.limit)
    .execute();
}

/** What machines' firewalls have been, the oldest first. */
export async function firewallHistory(db: Db, machineIds: readonly string[]) {
  if (machineIds.length === 0) return [];
  return db
    .selectFrom("fact_history")
    .select(["machine_id", "changed_at", "outcome"])
    .where("machine_id", "in", machineIds)
    .where("probe", "=", "firewall")
    .orderBy("changed_at")
    .orderBy("sequence")
    .execute();
}
