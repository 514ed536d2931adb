import { AppError } from "@muster/shared/errors.ts";
import { findAuditKey, fingerprintOf } from "../audit/audit-key.ts";
import { verifyChain } from "../audit/verify-chain.ts";
import { auditKeyFile } from "../compose-audit.ts";
import { openConfiguredStore } from "../compose-store.ts";
import type { ServerConfig } from "../config.ts";

/** Proves that the audit log is whole, or names the first broken entry; exit code 1 when it is broken. */
export async function verifyAudit(config: ServerConfig, options: { expect?: string; json: boolean }): Promise<void> {
  const expected = options.expect === undefined ? null : readExpected(options.expect);
  const file = auditKeyFile(config);
  const key = findAuditKey(file);
  if (!key) throw new AppError("audit_key_missing", file);
  const store = await openConfiguredStore(config);
  try {
    const verdict = await verifyChain(store.reader, key, expected);
    const { fault, entries, seals, head } = verdict;
    if (options.json)
      console.log(JSON.stringify({ ok: fault === null, ...verdict, fingerprint: fingerprintOf(key.publicKey) }));
    else if (fault === null) {
      console.log(`The audit log is whole: ${entries} entries, ${seals} seals, each in its place.`);
      console.log(`Its key, to compare evidence with:  ${fingerprintOf(key.publicKey)}`);
      console.log(`Its head, to note elsewhere and to check by --expect:  ${head.number}:${head.hash}`);
    } else {
      console.error(`The audit log is broken. ${fault.sentence}`);
      console.error(
        `The ${entries} entries before that are as they were written. Keep a copy of the store, and look who`,
      );
      console.error("could write to the server's data folder; a backup from before shows what stood there.");
    }
    if (fault !== null) process.exitCode = 1;
  } finally {
    await store.close();
  }
}

function readExpected(text: string): { number: number; hash: string } {
  const [, number, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (number === undefined || hash === undefined)
    throw new AppError(
      "input_invalid",
      "--expect: expected a number and a hash, such as 1200:9f86d0…, as printed before.",
    );
  return { number: Number(number), hash };
}
