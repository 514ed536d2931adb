import { stat } from "node:fs/promises";
import type { Db } from "./open-store.ts";

/** Writes one row as it stands and makes that durable: what fails here would fail for a report. */
export async function tryWrite(writer: Db): Promise<void> {
  await writer.updateTable("audit_head").set({ id: 1 }).where("id", "=", 1).execute();
}

/** Bytes that the store takes on the disk, its write-ahead log included. */
export async function storeBytes(file: string): Promise<number> {
  const sizes = await Promise.all(
    [file, `${file}-wal`].map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Mails per state. */
export async function countMails(db: Db): Promise<{ value: string; count: number }[]> {
  const rows = await db
    .selectFrom("mail")
    .select((eb) => ["state as value", eb.fn.countAll<number>().as("count")])
    .groupBy("state")
    .execute();
  return rows.map(({ value, count }) => ({ value, count: Number(count) }));
}
