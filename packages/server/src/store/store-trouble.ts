import { z } from "zod";

/** Busy, locked, read-only, input or output failed, disk full, cannot open (https://sqlite.org/rescode.html). */
const TROUBLES: readonly number[] = [5, 6, 8, 10, 13, 14];

/** npm `sqlite3` calls the number `errno`, Node's SQLite `errcode`; the lowest byte tells the kind. */
const SqliteError = z.union([z.object({ errcode: z.number() }), z.object({ errno: z.number().nonnegative() })]);

/**
 * Connection, resources, shut down or taken over, and what the network says before PostgreSQL says anything (SQLSTATE classes
 * 08, 53 and 57, https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const PostgresError = z.object({ code: z.string().regex(/^(08|53|57|25P03|E[A-Z]+$)/) });

/** Whether the store as a whole cannot be written now, as on a full disk: nothing is wrong with what was to be written. */
export function isStoreTrouble(error: unknown): boolean {
  const parsed = SqliteError.safeParse(error);
  if (!parsed.success) return PostgresError.safeParse(error).success;
  const code = "errcode" in parsed.data ? parsed.data.errcode : parsed.data.errno;
  return TROUBLES.includes(code & 0xff);
}
