import type { Db } from "./open-store.ts";

/** Writes one row as it stands and makes that durable: what fails here would fail for a report. */
export async function tryWrite(writer: Db): Promise<void> {
  await writer.updateTable("audit_head").set({ id: 1 }).where("id", "=", 1).execute();
}
