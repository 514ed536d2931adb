import type { TestProject } from "vitest/node";
import { openStore } from "../../packages/server/src/store/open-store.ts";
import { newDatabase, startPostgres, type Tables, tablesOf } from "./postgres.ts";

/** The database that every other is copied from: it has all tables and nothing in them. */
export const EMPTY_DATABASE = "empty";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of a cluster in which tests make databases of their own. */
    postgresUrl: string;
    /** What an empty store has in its tables. */
    emptyTables: Tables;
  }
}

/** One cluster for all contract tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startPostgres();
  const url = await newDatabase(cluster.url, EMPTY_DATABASE);
  await (await openStore({ kind: "postgres", url })).close();
  project.provide("postgresUrl", cluster.url);
  project.provide("emptyTables", await tablesOf(url));
  return cluster.stop;
}
