import { randomUUID } from "node:crypto";
import { Problem } from "@muster/shared/api.ts";
import {
  FirewallChangeKind,
  FirewallLook,
  FirewallReview,
  FirewallReviewRequest,
  FirewallReviews,
} from "@muster/shared/firewall-review.ts";
import { PageQuery } from "@muster/shared/page.ts";
import { toEpochMs, toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import { lookAtFirewalls } from "../../reviews/look-at-firewalls.ts";
import { listFirewallReviews, saveFirewallReview } from "../../store/firewall-reviews.ts";
import type { FirewallReviewRow } from "../../store/review-tables.ts";
import { noteForAudit } from "../audit-hook.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import type { App, HttpContext } from "../http-context.ts";
import { operatorOf } from "../operator.ts";
import { HttpProblem } from "../problems.ts";

const Place = z.object({ asOf: z.number(), id: z.string() });
const Counts = z.partialRecord(FirewallChangeKind, z.number().int());
const tags = ["Firewall reviews"];

/** The periodic look at the fleet's firewalls, and who has signed it. */
export function firewallReviewRoutes(app: App, { store, now, policy }: HttpContext): void {
  const last = async () => (await listFirewallReviews(store.reader, { after: null, limit: 1 }))[0];

  app.route({
    method: "GET",
    url: "/api/v1/firewall-reviews",
    schema: {
      tags,
      summary: "Reviews that were signed, the newest first",
      querystring: PageQuery,
      response: { 200: FirewallReviews, 400: Problem },
    },
    handler: async (request) => {
      const { cursor, limit } = request.query;
      const rows = await listFirewallReviews(store.reader, { after: readCursor(Place, cursor), limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const end = rows.length > limit ? shown.at(-1) : undefined;
      return {
        items: shown.map(reviewOnWire),
        nextCursor: end ? writeCursor({ asOf: end.as_of, id: end.id }) : null,
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/v1/firewall-reviews/next",
    schema: {
      tags,
      summary: "What the next review is about: every configuration, and what changed since the last one",
      response: { 200: FirewallLook },
    },
    handler: async () => {
      const before = await last();
      const asOf = now();
      const dueAt = before ? before.as_of + policy().policy.reviews.firewallEvery : null;
      return {
        asOf: toInstant(asOf),
        since: before ? toInstant(before.as_of) : null,
        dueAt: dueAt === null ? null : toInstant(dueAt),
        isOverdue: dueAt !== null && dueAt <= asOf,
        ...(await lookAtFirewalls(store.reader, { since: before?.as_of ?? 0, asOf })),
      };
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/firewall-reviews",
    schema: {
      tags,
      summary: "Sign a review of all that was so up to an instant",
      body: FirewallReviewRequest,
      response: { 201: FirewallReview, 400: Problem, 409: Problem },
    },
    handler: async (request, reply) => {
      const before = await last();
      const asOf = toEpochMs(request.body.asOf);
      if (asOf > now()) throw new HttpProblem("input_invalid", "asOf: expected an instant that is not to come.");
      // Two who look at once would both sign the same changes, and one of them what the other has not seen.
      if (before && asOf <= before.as_of) throw new HttpProblem("review_signed");
      const look = await lookAtFirewalls(store.reader, { since: before?.as_of ?? 0, asOf });
      const row: FirewallReviewRow = {
        id: randomUUID(),
        signed_at: now(),
        as_of: asOf,
        signed_by: operatorOf(request),
        note: request.body.note,
        machines: look.machines,
        unread: look.unread,
        configurations: look.configurations.length,
        changes: JSON.stringify(look.changesByKind),
      };
      await saveFirewallReview(store.writer, row);
      noteForAudit(request, { subject: row.id, after: { machines: row.machines, changes: look.changesByKind } });
      return reply.code(201).send(reviewOnWire(row));
    },
  });
}

function reviewOnWire(row: FirewallReviewRow): FirewallReview {
  return {
    id: row.id,
    signedAt: toInstant(row.signed_at),
    asOf: toInstant(row.as_of),
    by: row.signed_by,
    note: row.note,
    machines: row.machines,
    unread: row.unread,
    configurations: row.configurations,
    changesByKind: Counts.parse(JSON.parse(row.changes)),
  };
}
