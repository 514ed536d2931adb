import { createHash } from "node:crypto";
import type { AuditEntryRow } from "../store/audit-tables.ts";

/** What stands before the first entry. */
export const FIRST_HASH = "0".repeat(64);

/** SHA-256 (hex) over the hash before and the entry, written as a JSON array so that no two entries look alike. */
export function hashOfEntry(previous: string, entry: Omit<AuditEntryRow, "hash">): string {
  const { number, at, who, who_id, role, via, address, act, outcome, code, subject, times, details } = entry;
  const canonical = [
    "muster-audit-1",
    previous,
    // A PostgreSQL driver may hand a bigint over as text.
    Number(number),
    Number(at),
    who,
    who_id,
    role,
    via,
    address,
    act,
    outcome,
    code,
    subject,
    Number(times),
    details,
  ];
  return createHash("sha256").update(JSON.stringify(canonical)).digest("hex");
}

/** The words that are signed: each begins with its purpose, so that a signature for one is none for another. */
export function headStatement(head: { number: number; hash: string }): string {
  return `muster-audit-head-1\n${head.number}\n${head.hash}`;
}

export function sealStatement(seal: { day: string; number: number; hash: string }): string {
  return `muster-audit-seal-1\n${seal.day}\n${seal.number}\n${seal.hash}`;
}
