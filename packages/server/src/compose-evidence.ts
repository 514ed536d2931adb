import { createHash, randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { EvidenceInBrief, EvidenceRequest } from "@muster/shared/evidence.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { Logger } from "pino";
import { fingerprintOf, openAuditKey } from "./audit/audit-key.ts";
import { every } from "./clock/every.ts";
import { auditKeyFile } from "./compose-audit.ts";
import type { ServerConfig } from "./config.ts";
import { makePack } from "./evidence/make-pack.ts";
import { makeSeal } from "./evidence/make-seal.ts";
import { savePack } from "./store/evidence.ts";
import type { Store } from "./store/open-store.ts";

/** How often is looked whether a day waits to be sealed, in ms. */
const LOOK_MS = 60_000;

export type Evidence = {
  /** Makes a pack, keeps it, and answers when it is durable. */
  make(request: EvidenceRequest, madeBy: string): Promise<EvidenceInBrief>;
  /** SHA-256 of the key that signs. */
  fingerprint: string;
};

/** Seals day by day what the books take in, and makes packs for auditors. */
export function composeEvidence(options: {
  config: ServerConfig;
  store: Store;
  log: Logger;
  now: () => number;
}): Evidence & { stop(): Promise<void> } {
  const { config, store, log, now } = options;
  const key = openAuditKey(auditKeyFile(config));
  let isStopping = false;
  const sealDays = async (): Promise<void> => {
    while (!isStopping) {
      const seal = await makeSeal(store, { key, now: now() });
      if (seal === null) return;
      const { number, root, leaves, until_at } = seal;
      // Kept wherever the log is kept: a root noted outside of this server cannot be changed with it.
      log.info({ seal: number, until: toInstant(until_at), root, machines: leaves }, "a day sealed");
    }
  };
  const stop = every(LOOK_MS, sealDays, (error) => log.error({ err: error }, "a day was not sealed"));
  /** One after the other: each may read much. */
  let last: Promise<unknown> = Promise.resolve();
  return {
    fingerprint: fingerprintOf(key.publicKey),
    make: (request, madeBy) => {
      const made = last.then(() => make(request, madeBy));
      last = made.catch(() => {});
      return made;
    },
    stop: async () => {
      isStopping = true;
      await last;
      await stop();
    },
  };

  async function make(request: EvidenceRequest, madeBy: string): Promise<EvidenceInBrief> {
    const context = { reader: store.reader, key, id: randomUUID(), madeBy, server: hostname(), now: now() };
    const pack = await makePack(request, { ...context, keeps: config.keepHistoryMs });
    const document = JSON.stringify(pack);
    const { body } = pack;
    const row = {
      id: body.id,
      made_at: context.now,
      made_by: madeBy,
      about_at: Date.parse(body.at),
      machines: body.machines.length,
      seed: body.draw?.seed ?? null,
      sha256: createHash("sha256").update(document).digest("hex"),
      document,
    };
    await savePack(store.writer, row);
    return {
      id: row.id,
      madeAt: toInstant(row.made_at),
      madeBy,
      at: body.at,
      machines: row.machines,
      seed: row.seed,
      sha256: row.sha256,
    };
  }
}
