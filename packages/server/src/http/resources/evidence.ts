import { Problem } from "@muster/shared/api.ts";
import { EvidenceInBrief, EvidencePack, EvidencePage, EvidenceRequest } from "@muster/shared/evidence.ts";
import { PageQuery } from "@muster/shared/page.ts";
import { toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import { findPack, listPacks } from "../../store/evidence.ts";
import type { EvidencePackRow } from "../../store/evidence-tables.ts";
import { noteForAudit } from "../audit-hook.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import { evidenceCsv } from "../evidence-export.ts";
import type { App, HttpContext } from "../http-context.ts";
import { sessionOf } from "../permission-guard.ts";
import { HttpProblem } from "../problems.ts";

const Place = z.object({ at: z.number(), id: z.string() });
const params = z.object({ id: z.string().max(60) });
const tags = ["Evidence"];

/** What proves to an auditor how machines stood on a past day. */
export function evidenceRoutes(app: App, { store, evidence }: HttpContext): void {
  app.route({
    method: "POST",
    url: "/api/v1/evidence",
    schema: {
      tags,
      summary: "Make an evidence pack of machines that are named, or drawn at random, as they stood at an instant",
      body: EvidenceRequest,
      response: { 201: EvidenceInBrief, 400: Problem, 413: Problem },
    },
    handler: async (request, reply) => {
      const made = await evidence.make(request.body, sessionOf(request).operator);
      noteForAudit(request, { subject: made.id, after: { machines: made.machines, sha256: made.sha256 } });
      return reply.code(201).send(made);
    },
  });

  app.route({
    method: "GET",
    url: "/api/v1/evidence",
    schema: {
      tags,
      summary: "Evidence packs that were made, the newest first",
      querystring: PageQuery,
      response: { 200: EvidencePage.extend({ fingerprint: z.string() }), 400: Problem },
    },
    handler: async (request) => {
      const { cursor, limit } = request.query;
      const rows = await listPacks(store.reader, { after: readCursor(Place, cursor), limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return {
        items: shown.map(briefOf),
        nextCursor: last ? writeCursor({ at: last.made_at, id: last.id }) : null,
        fingerprint: evidence.fingerprint,
      };
    },
  });

  const find = async (id: string): Promise<EvidencePackRow> => {
    const row = await findPack(store.reader, id);
    if (!row) throw new HttpProblem("not_found");
    return row;
  };

  app.route({
    method: "GET",
    url: "/api/v1/evidence/:id",
    schema: { tags, summary: "An evidence pack", params, response: { 200: z.any(), 404: Problem } },
    handler: async (request, reply) => {
      const { document } = await find(request.params.id);
      // As it was signed: written anew, its hash might not fit.
      return reply.type("application/json; charset=utf-8").send(document);
    },
  });

  app.route({
    method: "GET",
    url: "/api/v1/evidence/:id/pack.json",
    schema: {
      tags,
      summary: "An evidence pack to take away; “server verify-evidence FILE” proves it without this server",
      params,
      response: { 200: z.any(), 404: Problem },
    },
    handler: async (request, reply) => {
      const { document, about_at } = await find(request.params.id);
      reply.header("content-disposition", `attachment; filename="${fileName(about_at)}.json"`);
      return reply.type("application/json; charset=utf-8").send(document);
    },
  });

  app.route({
    method: "GET",
    url: "/api/v1/evidence/:id/pack.csv",
    schema: {
      tags,
      summary: "An evidence pack's verdicts, a line per machine and rule",
      params,
      response: { 200: z.any(), 404: Problem },
    },
    handler: async (request, reply) => {
      const { document, about_at } = await find(request.params.id);
      const { body } = EvidencePack.parse(JSON.parse(document));
      reply.header("content-disposition", `attachment; filename="${fileName(about_at)}.csv"`);
      return reply.type("text/csv; charset=utf-8").send(evidenceCsv(body));
    },
  });
}

function fileName(at: number): string {
  return `muster-evidence-${toInstant(at).slice(0, 16).replace(":", "")}`;
}

function briefOf(row: Omit<EvidencePackRow, "document">): EvidenceInBrief {
  const { id, made_at, made_by, about_at, machines, seed, sha256 } = row;
  return { id, madeAt: toInstant(made_at), madeBy: made_by, at: toInstant(about_at), machines, seed, sha256 };
}
