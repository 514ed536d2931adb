import { join } from "node:path";
import { openStore, type Store } from "../../packages/server/src/store/open-store.ts";
import type { MachineRow } from "../../packages/server/src/store/schema.ts";
import type { ServerProgram } from "./programs.ts";

/** Looks into a server's store from outside, while it runs or after it died. */
export async function withStore<T>(
  server: Pick<ServerProgram, "dataDir">,
  look: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openStore({ kind: "sqlite", file: join(server.dataDir, "server", "muster.db"), binding: "auto" });
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

/** A machine that is heard of in between differs by when it was heard of, and by nothing else. */
function withoutContact({ last_seen_at, parted_at, parting, reachable_since, changes_at, ...rest }: MachineRow) {
  return rest;
}

/** Everything that a refused agent must leave as it was. */
export async function snapshot(server: Pick<ServerProgram, "dataDir">): Promise<unknown> {
  return withStore(server, async ({ reader }) => ({
    machines: (await reader.selectFrom("machine").selectAll().orderBy("id").execute()).map(withoutContact),
    reports: await reader.selectFrom("report").selectAll().orderBy("machine_id").orderBy("sequence").execute(),
    facts: await reader.selectFrom("fact").selectAll().orderBy("machine_id").orderBy("probe").execute(),
    flags: await reader.selectFrom("flag").selectAll().orderBy("id").execute(),
    tokens: await reader.selectFrom("enrolment_token").selectAll().orderBy("token_hash").execute(),
  }));
}
