import { AppError } from "@muster/shared/errors.ts";

/** What PostgreSQL or the network said, without its text, which may hold the address with the password. */
export function unreachable(error: unknown): AppError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "no answer";
  return new AppError("store_unreachable", `PostgreSQL says ${code}.`);
}
