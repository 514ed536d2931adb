import { AppError, type ErrorCode } from "@muster/shared/errors.ts";

const CODES: Record<string, ErrorCode> = {
  ENOSPC: "state_full",
  EDQUOT: "state_full",
  EROFS: "state_read_only",
  EACCES: "state_denied",
  EPERM: "state_denied",
  EIO: "state_broken",
};

/** What a failed write says of the disk; null for an error of another kind, which is a bug. */
export function stateTrouble(error: unknown): AppError | null {
  if (error instanceof AppError) return error.code.startsWith("state_") ? error : null;
  if (!(error instanceof Error && "code" in error && typeof error.code === "string")) return null;
  const code = CODES[error.code];
  return code === undefined ? null : new AppError(code);
}
