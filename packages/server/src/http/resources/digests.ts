import { Problem } from "@muster/shared/api.ts";
import { DeliveryAttempt, Digest, DigestPage, DigestQuery, DigestSummary } from "@muster/shared/digest.ts";
import { toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import { addressesOf } from "../../mail/stored-mail.ts";
import { type DigestWithMail, findDigest, listDigests } from "../../store/digests.ts";
import type { MailAttemptRow } from "../../store/mail-tables.ts";
import { attemptsAt, findMail, tryMailAgain } from "../../store/mails.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import type { App, HttpContext } from "../http-context.ts";
import { HttpProblem } from "../problems.ts";

const Place = z.object({ composedAt: z.number(), id: z.string() });
const params = z.object({ id: z.string().max(100) });
const tags = ["Digests"];

/** Every digest that was made, with what became of it. */
export function digestRoutes(app: App, { store, now, digests }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/digests",
    schema: {
      tags,
      summary: "Digests, the newest first",
      querystring: DigestQuery,
      response: { 200: DigestPage, 400: Problem },
    },
    handler: async (request) => {
      const { cursor, limit, ...filter } = request.query;
      const rows = await listDigests(store.reader, filter, { before: readCursor(Place, cursor), limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return {
        items: shown.map(digestOnWire),
        nextCursor: last ? writeCursor({ composedAt: last.composed_at, id: last.id }) : null,
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/v1/digests/:id",
    schema: {
      tags,
      summary: "One digest as it was composed, with every attempt to deliver it",
      params,
      response: { 200: Digest, 404: Problem },
    },
    handler: async (request) => wholeDigest(request.params.id),
  });

  app.route({
    method: "POST",
    url: "/api/v1/digests/:id/retry",
    schema: {
      tags,
      summary: "Try to send a digest again that was given up or never sent",
      params,
      response: { 200: Digest, 404: Problem, 409: Problem },
    },
    handler: async (request) => {
      const { id } = request.params;
      const digest = await wholeDigest(id);
      if (digests.mailer === null) throw new HttpProblem("no_mail_server");
      const row = await findDigest(store.writer, id);
      const mail = row && (await findMail(store.writer, row.mail_id));
      const left = addressesOf(mail?.waiting ?? "[]");
      const waiting = left.length > 0 ? left : digest.recipients;
      if (!mail || waiting.length === 0 || !(await tryMailAgain(store.writer, mail.id, waiting, now())))
        throw new HttpProblem("already_decided", `The digest is ${digest.state}.`);
      return wholeDigest(id);
    },
  });

  async function wholeDigest(id: string): Promise<Digest> {
    const row = await findDigest(store.writer, id);
    const mail = row && (await findMail(store.writer, row.mail_id));
    if (!mail) throw new HttpProblem("not_found");
    return {
      ...digestOnWire(row),
      messageId: mail.message_id,
      html: mail.html,
      text: mail.text,
      csv: mail.csv === null ? null : { name: mail.csv_name ?? "", text: mail.csv },
      deliveries: (await attemptsAt(store.writer, mail.id)).map(attemptOnWire),
    };
  }
}

export function digestOnWire(row: DigestWithMail): DigestSummary {
  return DigestSummary.parse({
    id: row.id,
    listId: row.list_id,
    listName: row.list_name,
    night: row.night,
    number: row.number,
    timeZone: row.time_zone,
    isLate: row.is_late === 1,
    subject: row.subject,
    composedAt: toInstant(row.composed_at),
    state: row.state,
    stateSentence: row.state_sentence,
    sentAt: instantOrNull(row.sent_at),
    attempts: row.attempts,
    nextAttemptAt: instantOrNull(row.next_attempt_at),
    recipients: addressesOf(row.recipients),
  });
}

function attemptOnWire(row: MailAttemptRow): DeliveryAttempt {
  return DeliveryAttempt.parse({
    attempt: row.attempt,
    startedAt: toInstant(row.started_at),
    handedOverAt: instantOrNull(row.handed_over_at),
    endedAt: instantOrNull(row.ended_at),
    outcome: row.outcome,
    response: row.response,
  });
}

function instantOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : toInstant(epochMs);
}
