import { addAuditSeal, readAuditHead, signAuditHead } from "../store/audit-log.ts";
import type { Db } from "../store/open-store.ts";
import { appendEntry } from "./append-entry.ts";
import type { AuditKey } from "./audit-key.ts";
import { headStatement, sealStatement } from "./chain.ts";

type Seal = { day: string; number: number; hash: string };

/** Signs how far the log has come, once on each UTC day; an entry tells of it, so that a seal cannot be taken away unseen. */
export async function sealHead(db: Db, { key, now }: { key: AuditKey; now: number }): Promise<Seal | null> {
  return db.transaction().execute(async (trx) => {
    const head = await readAuditHead(trx);
    if (!head) return null;
    const day = new Date(now).toISOString().slice(0, 10);
    const seal = { day, number: Number(head.number), hash: head.hash };
    const row = { ...seal, sealed_at: now, signature: key.sign(sealStatement(seal)) };
    if (!(await addAuditSeal(trx, row))) return null;
    const told = { act: "audit.seal", outcome: "done", via: "server", who: null, address: null } as const;
    await appendEntry(trx, { ...told, subject: day, details: { number: seal.number, hash: seal.hash } }, { key, now });
    return seal;
  });
}

/** Signs the head of a log in which nothing stands yet, so that emptying it later is seen. */
export async function signEmptyHead(db: Db, key: AuditKey): Promise<void> {
  const head = await readAuditHead(db);
  if (head && Number(head.number) === 0 && head.signature === null) {
    await signAuditHead(db, key.sign(headStatement({ number: 0, hash: head.hash })));
  }
}
