import { join } from "node:path";
import { openStore, type Store } from "../../packages/server/src/store/open-store.ts";
import { loadNpmSqlite3 } from "../../packages/server/src/store/sqlite/open-npm-sqlite3.ts";
import type { SqliteBinding } from "../../packages/server/src/store/sqlite/sqlite-connection.ts";
import { newFolder, removeFolder } from "../support/programs.ts";

/** Every way to keep the store; the same tests must pass on each. */
export const BINDINGS: SqliteBinding[] = (await loadNpmSqlite3()) ? ["sqlite3", "node:sqlite"] : onlyNode();

function onlyNode(): SqliteBinding[] {
  console.warn("The npm package sqlite3 does not load on this machine: its tests are left out.");
  return ["node:sqlite"];
}

/** Runs a test on a store of its own, gone afterwards. */
export async function withNewStore<T>(
  binding: SqliteBinding,
  act: (store: Store, file: string) => Promise<T>,
): Promise<T> {
  const folder = await newFolder();
  const file = join(folder, "muster.db");
  const store = await openStore({ file, binding });
  try {
    return await act(store, file);
  } finally {
    await store.close();
    await removeFolder(folder);
  }
}
