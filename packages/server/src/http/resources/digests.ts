import { Digest, DigestPage, DigestSummary, Problem } from "@muster/shared/api.ts";
import { MAX_PAGE_ITEMS } from "@muster/shared/limits.ts";
import { toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import { findDigest, listDigests } from "../../store/digests.ts";
import type { DigestRow } from "../../store/schema.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import type { App, HttpContext } from "../http-context.ts";
import { HttpProblem } from "../problems.ts";

const Night = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "expected a date such as 2026-11-23");

/** Every digest that was made, with what became of it. */
export function digestRoutes(app: App, { store }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/digests",
    schema: {
      tags: ["Digests"],
      summary: "Digests, the newest first",
      querystring: z.object({
        cursor: z.string().max(100).optional(),
        limit: z.coerce.number().int().min(1).max(MAX_PAGE_ITEMS).default(50),
      }),
      response: { 200: DigestPage, 400: Problem },
    },
    handler: async (request) => {
      const { cursor, limit } = request.query;
      const rows = await listDigests(store.reader, { before: readCursor(Night, cursor), limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return { items: shown.map(summarise), nextCursor: last ? writeCursor(last.night) : null };
    },
  });

  app.route({
    method: "GET",
    url: "/api/v1/digests/:night",
    schema: {
      tags: ["Digests"],
      summary: "One digest as it was composed",
      params: z.object({ night: Night }),
      response: { 200: Digest, 404: Problem },
    },
    handler: async (request) => {
      const row = await findDigest(store.reader, request.params.night);
      if (!row) throw new HttpProblem("not_found");
      return { ...summarise(row), html: row.html, text: row.text };
    },
  });
}

function summarise(row: DigestRow): DigestSummary {
  return DigestSummary.parse({
    night: row.night,
    timeZone: row.time_zone,
    subject: row.subject,
    composedAt: toInstant(row.composed_at),
    state: row.state,
    stateSentence: row.state_sentence,
    sentAt: row.sent_at === null ? null : toInstant(row.sent_at),
    attempts: row.attempts,
  });
}
