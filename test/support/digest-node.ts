import { DigestListDraft } from "@muster/shared/digest.ts";
import { pino } from "pino";
import type { Timers } from "../../packages/server/src/clock/flip-clock.ts";
import { systemTimers } from "../../packages/server/src/clock/system-timers.ts";
import { listRow } from "../../packages/server/src/digest/lists.ts";
import { createNightly, type Nightly } from "../../packages/server/src/digest/nightly.ts";
import { createMailer, type Mailer } from "../../packages/server/src/mail/mailer.ts";
import { createOutbox, OUTBOX_LIMITS, type Outbox, type OutboxLimits } from "../../packages/server/src/mail/outbox.ts";
import { DEFAULT_POLICY } from "../../packages/server/src/policy/test-situations.ts";
import { saveDigestList } from "../../packages/server/src/store/digest-lists.ts";
import type { Store } from "../../packages/server/src/store/open-store.ts";

const SILENT = pino({ level: "silent" });

export type DigestNode = Nightly & { outbox: Outbox; mailer: Mailer };

/** What makes and sends digests as one server process runs it, with a clock that stands where the test puts it. */
export function digestNode(options: {
  store: Store;
  now: () => number;
  port: number;
  owner?: string;
  limits?: Partial<OutboxLimits>;
  hasMailServer?: boolean;
  wrapMailer?: (mailer: Mailer) => Mailer;
  after?: Timers["after"];
}): DigestNode {
  const { store, now, port, owner = "node", limits, hasMailServer = true, wrapMailer = (same) => same } = options;
  const mailer = wrapMailer(
    createMailer({
      server: "127.0.0.1",
      port,
      user: undefined,
      password: undefined,
      from: "muster@example.com",
      tls: "never",
      dkim: null,
    }),
  );
  const dashboardUrl = "https://muster.example.com:8443";
  const nightly = createNightly({
    store,
    sources: {
      reader: store.reader,
      policy: () => DEFAULT_POLICY,
      online: () => 0,
      certificates: () => [],
      dashboardUrl,
    },
    hasMailServer,
    mailDomain: "example.com",
    now,
    log: SILENT,
  });
  const outbox = createOutbox({
    db: store.writer,
    mailer,
    owner,
    timers: { now, after: options.after ?? systemTimers.after },
    dashboardUrl,
    log: SILENT,
    limits: { ...OUTBOX_LIMITS, ...limits },
  });
  return { ...nightly, outbox, mailer };
}

/** A recipient list in Berlin, as somebody made it at an instant. */
export async function addList(store: Store, id: string, at: number, more: object = {}): Promise<DigestListDraft> {
  const draft = DigestListDraft.parse({
    name: id,
    recipients: ["it@example.com"],
    timeZone: "Europe/Berlin",
    days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
    showsNames: true,
    ...more,
  });
  await saveDigestList(store.writer, { ...listRow(draft, null, at), id });
  return draft;
}
