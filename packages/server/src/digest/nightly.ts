import { randomUUID } from "node:crypto";
import type { DigestListDraft } from "@muster/shared/digest.ts";
import { DAY_MS } from "@muster/shared/duration.ts";
import type { Logger } from "pino";
import { mailRow } from "../mail/stored-mail.ts";
import { listDigestLists } from "../store/digest-lists.ts";
import { addDigest, digestOfNight, latestDigests } from "../store/digests.ts";
import type { DigestListRow } from "../store/mail-tables.ts";
import type { Store } from "../store/open-store.ts";
import type { DigestPlace } from "./context.ts";
import { listOf } from "./lists.ts";
import { type DigestSources, type MadeDigest, makeDigest } from "./make-digest.ts";
import { dueNight, type Night, nightsBetween } from "./schedule.ts";

/** From this much after its time in ms a digest says that it is late. */
const LATE_MS = 15 * 60_000;

/** Digests looked back on for those that were given up. */
const LOOKED_BACK = 30;

export type Nightly = {
  /** Makes every list's digest that is due and was not made; resolves to how many were made now. */
  tick(): Promise<number>;
  preview(list: { id: string | null; draft: DigestListDraft }, as: "preview" | "test"): Promise<MadeDigest>;
};

/**
 * Each list's digest, once a night: list and night, and list and number, are unique in the store, so that whoever asks, and
 * however often, there is one. It is kept together with its mail or not at all; sending is the outbox's work.
 */
export function createNightly(options: {
  store: Store;
  sources: DigestSources;
  /** Null without a mail server: digests are kept all the same. */
  hasMailServer: boolean;
  mailDomain: string;
  now: () => number;
  log: Logger;
}): Nightly {
  const { store, sources, hasMailServer, mailDomain, now, log } = options;

  async function make(row: DigestListRow, draft: DigestListDraft, night: Night): Promise<boolean> {
    const at = now();
    const earlier = await latestDigests(store.writer, row.id, LOOKED_BACK);
    const [before] = earlier;
    const lastSent = earlier.findIndex((each) => each.state === "sent");
    const given = (lastSent < 0 ? earlier : earlier.slice(0, lastSent)).filter((each) => each.state === "failed");
    const missed = before === undefined ? [] : nightsBetween(draft, before.night, night.dueAt);
    const place: DigestPlace = {
      number: (before?.number ?? 0) + 1,
      before: before === undefined ? null : { number: before.number, night: before.night },
      dueAt: night.dueAt,
      isLate: at - night.dueAt > LATE_MS,
      missed: missed.filter((each) => each.dueAt >= row.scheduled_since).map((each) => each.name),
      notDelivered: given.map((each) => each.number).reverse(),
    };
    const since = before?.composed_at ?? at - DAY_MS;
    const made = await makeDigest(sources, { id: row.id, draft }, { now: at, since }, place);
    const id = `${row.id}-${night.name}`;
    const mail = mailRow(
      {
        id,
        kind: "digest",
        recipients: draft.recipients,
        language: draft.language,
        subject: made.subject,
        html: made.html,
        text: made.text,
        csv: made.csv,
        messageId: `<digest.${randomUUID()}@${mailDomain}>`,
        now: at,
      },
      whyNot(draft),
    );
    const digest = {
      id,
      list_id: row.id,
      night: night.name,
      number: place.number,
      time_zone: draft.timeZone,
      is_late: place.isLate ? 1 : 0,
      // The instant that was gathered for: what changes from then on belongs to the next digest.
      composed_at: at,
      totals: JSON.stringify(made.totals),
      mail_id: id,
    };
    const isMade = await addDigest(store.writer, digest, mail);
    if (isMade) log.info({ digest: id, number: place.number, state: mail.state }, "digest composed");
    return isMade;
  }

  function whyNot({ recipients }: DigestListDraft): string | null {
    if (!hasMailServer) return "no mail server configured";
    return recipients.length === 0 ? "the list names no recipient" : null;
  }

  return {
    tick: async () => {
      let made = 0;
      for (const row of await listDigestLists(store.writer)) {
        if (row.is_active !== 1) continue;
        const draft = listOf(row);
        const night = dueNight(draft, now());
        if (!night || night.dueAt < row.scheduled_since) continue;
        if (await digestOfNight(store.writer, row.id, night.name)) continue;
        if (await make(row, draft, night)) made += 1;
      }
      return made;
    },
    preview: async (list, as) => {
      const [before] = list.id === null ? [] : await latestDigests(store.reader, list.id, 1);
      return makeDigest(sources, list, { now: now(), since: before?.composed_at ?? now() - DAY_MS }, as);
    },
  };
}
