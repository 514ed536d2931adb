import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { inject } from "vitest";
import { openStore, type Store } from "../../packages/server/src/store/open-store.ts";
import { loadNpmSqlite3 } from "../../packages/server/src/store/sqlite/open-npm-sqlite3.ts";
import type { SqliteBinding } from "../../packages/server/src/store/sqlite/sqlite-connection.ts";
import type { StorePlace } from "../../packages/server/src/store/store-place.ts";
import { newDatabase, resetTables } from "../support/postgres.ts";
import { EMPTY_DATABASE } from "../support/postgres-setup.ts";
import { newFolder, removeFolder } from "../support/programs.ts";

/** Every way to keep the store in a file. */
export const BINDINGS: SqliteBinding[] = (await loadNpmSqlite3()) ? ["sqlite3", "node:sqlite"] : onlyNode();

function onlyNode(): SqliteBinding[] {
  console.warn("The npm package sqlite3 does not load on this machine: its tests are left out.");
  return ["node:sqlite"];
}

/** Every way to keep the store; the same tests must pass on each. */
export const STORES = [...BINDINGS, "postgres"] as const;
export type StoreKind = (typeof STORES)[number];

/** Runs a test on a store of its own, gone afterwards. */
export async function withNewStore<T>(
  kind: StoreKind,
  act: (store: Store, place: StorePlace) => Promise<T>,
): Promise<T> {
  const { place, remove } = kind === "postgres" ? await newPostgres() : await newFile(kind);
  const store = await openStore(place);
  try {
    return await act(store, place);
  } finally {
    await store.close();
    await remove();
  }
}

async function newFile(binding: SqliteBinding) {
  const folder = await newFolder();
  const place: StorePlace = { kind: "sqlite", file: join(folder, "muster.db"), binding };
  return { place, remove: () => removeFolder(folder) };
}

/** Databases of this process that nobody uses just now, with nothing in them. */
const FREE: string[] = [];

async function newPostgres() {
  const url = FREE.pop() ?? (await newDatabase(inject("postgresUrl"), randomUUID(), EMPTY_DATABASE));
  const place: StorePlace = { kind: "postgres", url };
  const remove = async () => {
    await resetTables(url, inject("emptyTables"));
    FREE.push(url);
  };
  return { place, remove };
}
