import { auditEntriesAfter, listAuditSeals, readAuditHead } from "../store/audit-log.ts";
import type { AuditEntryRow, AuditHeadRow, AuditSealRow } from "../store/audit-tables.ts";
import type { Db } from "../store/open-store.ts";
import type { AuditKey } from "./audit-key.ts";
import { FIRST_HASH, hashOfEntry, headStatement, sealStatement } from "./chain.ts";

/** Entries read at once. */
const READ_AT_ONCE = 1_000;

export type AuditFault = {
  kind: "changed" | "missing" | "cut" | "surplus" | "head" | "seal" | "expected";
  /** The first broken entry; null where a seal or the head itself is at fault. */
  number: number | null;
  sentence: string;
};

export type AuditProof = { entries: number; head: { number: number; hash: string }; seals: number };
export type AuditVerdict = AuditProof & { fault: AuditFault | null };

type Place = { number: number; hash: string };

/**
 * Recomputes the whole chain and checks it against the head, the seals, and a head that somebody has noted elsewhere. While a
 * server writes, what it has added since the beginning is left for the next time.
 * @param expected a number and hash that the log is known to have had
 */
export async function verifyChain(db: Db, key: AuditKey, expected: Place | null = null): Promise<AuditVerdict> {
  const head = await readAuditHead(db);
  const seals = await listAuditSeals(db);
  const end = { number: Number(head?.number ?? 0), hash: head?.hash ?? FIRST_HASH };
  const told = { head: end, seals: seals.length };
  const broken = (
    entries: number,
    kind: AuditFault["kind"],
    number: number | null,
    sentence: string,
  ): AuditVerdict => ({
    ...told,
    entries,
    fault: { kind, number, sentence },
  });
  // What must stand at a number, and what is wrong if something else does.
  const claims = new Map<number, { hash: string; kind: "seal" | "expected"; by: string }[]>();
  const claim = ({ number, hash }: Place, kind: "seal" | "expected", by: string): void => {
    claims.set(number, [...(claims.get(number) ?? []), { hash, kind, by }]);
  };
  for (const seal of seals) {
    const fault = faultOfSeal(seal, key);
    if (fault) return broken(0, "seal", null, fault);
    claim({ number: Number(seal.number), hash: seal.hash }, "seal", `the seal of ${seal.day}`);
  }
  if (expected) claim(expected, "expected", "the head that was noted elsewhere");

  let number = 0;
  let hash = FIRST_HASH;
  let after: number | null = null;
  const days = new Set(seals.map((seal) => seal.day));
  const brokenClaim = (): AuditVerdict | null => {
    const wrong = claims.get(number)?.find((each) => each.hash !== hash);
    claims.delete(number);
    return wrong ? broken(number, wrong.kind, number, `Entry ${number} is not the one that ${wrong.by} names.`) : null;
  };
  const first = brokenClaim();
  if (first) return first;
  reading: for (;;) {
    const rows: AuditEntryRow[] = await auditEntriesAfter(db, after, READ_AT_ONCE);
    for (const row of rows) {
      const found = Number(row.number);
      if (found > end.number) break reading;
      if (found < 1) return broken(number, "surplus", found, `Entry ${found} stands before the first one.`);
      if (found !== number + 1) return broken(number, "missing", number + 1, missing(number + 1, found - 1));
      if (hashOfEntry(hash, row) !== row.hash)
        return broken(number, "changed", found, `Entry ${found} is not what was written.`);
      if (row.act === "audit.seal" && row.subject !== null && !days.has(row.subject))
        return broken(number, "seal", found, `Entry ${found} tells of a seal of ${row.subject} that is gone.`);
      number = found;
      hash = row.hash;
      const wrong = brokenClaim();
      if (wrong) return wrong;
    }
    if (rows.length < READ_AT_ONCE) break;
    after = Number(rows.at(-1)?.number ?? 0);
  }
  if (number < end.number)
    return broken(number, "cut", number + 1, `The log ends at entry ${number}; its head names ${end.number}.`);
  const surplus = await surplusAfterHead(db);
  if (surplus !== null) return broken(number, "surplus", surplus, `Entry ${surplus} stands beyond the log's head.`);
  if (hash !== end.hash) return broken(number, "head", number, "The head does not name the last entry.");
  const fault = faultOfHead(head, end, key);
  if (fault) return broken(number, "head", null, fault);
  for (const [wanted, [each]] of claims)
    if (each) return broken(number, each.kind, wanted, `Entry ${wanted}, which ${each.by} names, is not there.`);
  return { ...told, entries: number, fault: null };
}

/** The head is read after the entries, so that what is written meanwhile is not taken for a surplus. */
async function surplusAfterHead(db: Db): Promise<number | null> {
  const { last } = await db
    .selectFrom("audit_entry")
    .select((eb) => eb.fn.max("number").as("last"))
    .executeTakeFirstOrThrow();
  const head = await readAuditHead(db);
  return last !== null && Number(last) > Number(head?.number ?? 0) ? Number(last) : null;
}

function faultOfHead(head: AuditHeadRow | undefined, end: Place, key: AuditKey): string | null {
  if (!head) return "The row that names the last entry is gone.";
  if (head.signature !== null && key.isSigned(headStatement(end), head.signature)) return null;
  return `The head at entry ${end.number} does not bear the server's signature.`;
}

function faultOfSeal(seal: AuditSealRow, key: AuditKey): string | null {
  const statement = sealStatement({ ...seal, number: Number(seal.number) });
  return key.isSigned(statement, seal.signature)
    ? null
    : `The seal of ${seal.day} does not bear the server's signature.`;
}

function missing(from: number, to: number): string {
  return from === to ? `Entry ${from} is missing.` : `Entries ${from} to ${to} are missing.`;
}
