import { randomUUID } from "node:crypto";
import { Problem } from "@muster/shared/api.ts";
import {
  DigestList,
  DigestListDraft,
  DigestLists,
  DigestPreview,
  DigestTestRequest,
  DigestTestResult,
} from "@muster/shared/digest.ts";
import { MAX_DIGEST_LISTS } from "@muster/shared/limits.ts";
import { toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import { listOf, listRow } from "../../digest/lists.ts";
import { nextDueAt, nightsBetween } from "../../digest/schedule.ts";
import { MailNotSent } from "../../mail/why-not-sent.ts";
import { findDigestList, listDigestLists, saveDigestList } from "../../store/digest-lists.ts";
import { latestDigests } from "../../store/digests.ts";
import type { DigestListRow } from "../../store/mail-tables.ts";
import { noteForAudit } from "../audit-hook.ts";
import type { App, HttpContext } from "../http-context.ts";
import { HttpProblem } from "../problems.ts";
import { digestOnWire } from "./digests.ts";

const params = z.object({ id: z.string().max(60) });
const tags = ["Digests"];

/** How long somebody who sends a test waits for the mail server, in ms. */
const TEST_TIMEOUT_MS = 25_000;

/** Who gets a digest, when, in which language and of what. */
export function digestListRoutes(app: App, { store, now, policy, digests }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/digest-lists",
    schema: {
      tags,
      summary: "Every recipient list, with its next and its last digest",
      response: { 200: DigestLists },
    },
    handler: async () => ({
      items: await Promise.all((await listDigestLists(store.writer)).map(described)),
      mail: { server: digests.mailer?.server ?? null, from: digests.mailer?.from ?? "" },
    }),
  });

  app.route({
    method: "POST",
    url: "/api/v1/digest-lists",
    schema: {
      tags,
      summary: "Make a recipient list",
      body: DigestListDraft,
      response: { 201: DigestList, 400: Problem, 409: Problem },
    },
    handler: async (request, reply) => {
      if ((await listDigestLists(store.writer)).length >= MAX_DIGEST_LISTS) throw new HttpProblem("too_many_lists");
      checkScope(request.body);
      const row = listRow(request.body, null, now());
      await saveDigestList(store.writer, row);
      return reply.code(201).send(await described(row));
    },
  });

  app.route({
    method: "PUT",
    url: "/api/v1/digest-lists/:id",
    schema: {
      tags,
      summary: "Change a recipient list; another schedule counts from its next time on",
      params,
      body: DigestListDraft,
      response: { 200: DigestList, 400: Problem, 404: Problem },
    },
    handler: async (request) => {
      const before = await known(request.params.id);
      checkScope(request.body);
      const row = listRow(request.body, before, now());
      const { name, recipients, time } = listOf(before);
      noteForAudit(request, { before: { name, recipients, time } });
      await saveDigestList(store.writer, row);
      return described(row);
    },
  });

  app.route({
    method: "DELETE",
    url: "/api/v1/digest-lists/:id",
    schema: {
      tags,
      summary: "Remove a recipient list; its digests stay in the archive",
      params,
      response: { 204: z.null(), 404: Problem },
    },
    handler: async (request, reply) => {
      const row = await known(request.params.id);
      await saveDigestList(store.writer, { ...row, removed_at: now() });
      noteForAudit(request, { before: { name: row.name } });
      return reply.code(204).send(null);
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/digest-previews",
    schema: {
      tags,
      summary: "A list's digest as of now, also of one that is not saved yet; nothing is kept or sent",
      body: z.strictObject({ listId: z.string().max(60).nullable().default(null), list: DigestListDraft }),
      response: { 200: DigestPreview, 400: Problem },
    },
    handler: async (request) => {
      const { listId, list } = request.body;
      const { totals, ...made } = await digests.nightly.preview({ id: listId, draft: list }, "preview");
      return made;
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/digest-lists/:id/test",
    schema: {
      tags,
      summary: "Send a list's digest as of now to one address, at once and not counted",
      params,
      body: DigestTestRequest,
      response: { 200: DigestTestResult, 404: Problem, 409: Problem, 502: Problem },
    },
    handler: async (request) => {
      const row = await known(request.params.id);
      const { mailer, nightly } = digests;
      if (mailer === null) throw new HttpProblem("no_mail_server");
      const draft = listOf(row);
      const { totals, ...made } = await nightly.preview({ id: row.id, draft }, "test");
      const domain = mailer.from.slice(mailer.from.lastIndexOf("@") + 1);
      try {
        const { response } = await mailer.send(
          {
            ...made,
            to: [request.body.to],
            messageId: `<test.${randomUUID()}@${domain}>`,
            date: now(),
            language: draft.language,
            unsubscribeUrl: null,
          },
          { signal: AbortSignal.timeout(TEST_TIMEOUT_MS), beforeEnd: async () => {} },
        );
        return { response };
      } catch (error) {
        if (!(error instanceof MailNotSent)) throw error;
        throw new HttpProblem("mail_not_sent", [error.message, error.advice].filter(Boolean).join(" "));
      }
    },
  });

  async function known(id: string): Promise<DigestListRow> {
    const row = await findDigestList(store.writer, id);
    if (!row) throw new HttpProblem("not_found");
    return row;
  }

  function checkScope({ scope }: DigestListDraft): void {
    const { groups, sites } = policy().policy;
    const strange = [
      ...scope.groups.filter((name) => groups.every((group) => group.name !== name)).map((name) => `group ${name}`),
      ...scope.sites.filter((name) => sites.every((site) => site.name !== name)).map((name) => `site ${name}`),
    ];
    if (strange.length > 0) throw new HttpProblem("input_invalid", `The policy has no ${strange.join(", no ")}.`);
  }

  async function described(row: DigestListRow): Promise<DigestList> {
    const draft = listOf(row);
    const at = now();
    const [last] = await latestDigests(store.writer, row.id, 1);
    const missed = last === undefined || !draft.isActive ? [] : nightsBetween(draft, last.night, at - GRACE_MS);
    return {
      ...draft,
      id: row.id,
      createdAt: toInstant(row.created_at),
      updatedAt: toInstant(row.updated_at),
      nextAt: draft.isActive ? toInstant(nextDueAt(draft, at)) : null,
      last: last === undefined ? null : digestOnWire(last),
      missedNights: missed.filter((night) => night.dueAt >= row.scheduled_since).map((night) => night.name),
    };
  }
}

/** A digest that is due is given so long to be made before it is shown as missed. */
const GRACE_MS = 5 * 60_000;
