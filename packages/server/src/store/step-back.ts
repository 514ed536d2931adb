import type { Db } from "./open-store.ts";

/** The latest instant (epoch ms) that the books name as past; null when they are empty. */
export async function latestInstant(db: Db): Promise<number | null> {
  const word = await db
    .selectFrom("machine")
    .select((eb) => eb.fn.max("last_seen_at").as("at"))
    .executeTakeFirst();
  const event = await db.selectFrom("event").select("at").orderBy("id", "desc").limit(1).executeTakeFirst();
  const latest = Math.max(word?.at ?? 0, event?.at ?? 0);
  return latest > 0 ? latest : null;
}

/**
 * After the server's clock went back by `byMs`, to `now`: nothing that judging reads lies after it any more, and every
 * machine is due. A machine that was heard in the stretch that now comes again was compared with the clock of then.
 */
export async function forgetFuture(db: Db, { now, byMs }: { now: number; byMs: number }): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable("machine")
      .set((eb) => ({
        enrolled_at: eb.case().when("enrolled_at", ">", now).then(now).else(eb.ref("enrolled_at")).end(),
        last_seen_at: eb.case().when("last_seen_at", ">", now).then(now).else(eb.ref("last_seen_at")).end(),
        parted_at: eb.case().when("parted_at", ">", now).then(now).else(eb.ref("parted_at")).end(),
        absent_from: eb.case().when("absent_from", ">", now).then(now).else(eb.ref("absent_from")).end(),
        returned_at: eb.case().when("returned_at", ">", now).then(now).else(eb.ref("returned_at")).end(),
        reachable_since: eb.case().when("reachable_since", ">", now).then(now).else(eb.ref("reachable_since")).end(),
        clock_ahead_ms: eb
          .case()
          .when("last_seen_at", ">", now)
          .then(eb("clock_ahead_ms", "+", byMs))
          .else(eb.ref("clock_ahead_ms"))
          .end(),
        changes_at: now,
      }))
      .where("retired_at", "is", null)
      .execute();
    await trx
      .updateTable("flag")
      .set((eb) => ({
        opened_at: eb.case().when("opened_at", ">", now).then(now).else(eb.ref("opened_at")).end(),
        resolved_at: eb.case().when("resolved_at", ">", now).then(now).else(eb.ref("resolved_at")).end(),
        updated_at: now,
      }))
      .where("updated_at", ">", now)
      .execute();
    // What has begun stays begun; what was to begin later still is.
    await trx
      .updateTable("waiver")
      .set({ starts_at: now })
      .where("starts_at", ">", now)
      .where("starts_at", "<=", now + byMs)
      .execute();
    await trx
      .updateTable("waiver")
      .set({ ends_at: now })
      .where("state", "=", "ended")
      .where("ends_at", ">", now)
      .execute();
  });
}
