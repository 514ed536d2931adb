import {
  PageQuery,
  PolicyChange,
  PolicyCheck,
  PolicyDraft,
  PolicyPage,
  type PolicySummary,
  PolicyVersion,
  Problem,
} from "@muster/shared/api.ts";
import { toInstant } from "@muster/shared/text.ts";
import { WhatIf } from "@muster/shared/what-if.ts";
import { z } from "zod";
import { parsePolicy, readPolicy } from "../../policy/parse-policy.ts";
import type { Rehearsals } from "../../rehearsal/rehearsals.ts";
import { findPolicy, latestPolicy, listPolicies, recordPolicy } from "../../store/policies.ts";
import type { PolicyRow } from "../../store/schema.ts";
import { noteForAudit } from "../audit-hook.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import type { App, HttpContext } from "../http-context.ts";
import { operatorOf } from "../operator.ts";
import { HttpProblem } from "../problems.ts";

const tags = ["Policy"];

/** The policy that judges, its versions, and its change. */
export function policyRoutes(app: App, { store, now, policyChanged, rehearsals }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/policy",
    schema: { tags, summary: "The policy in force", response: { 200: PolicyVersion, 404: Problem } },
    handler: async () => {
      const row = await latestPolicy(store.reader);
      if (!row) throw new HttpProblem("not_found");
      return wholeOf(row);
    },
  });

  app.route({
    method: "GET",
    url: "/api/v1/policy/versions",
    schema: {
      tags,
      summary: "Every version with who, when and why, the newest first",
      querystring: PageQuery,
      response: { 200: PolicyPage, 400: Problem },
    },
    handler: async (request) => {
      const { cursor, limit } = request.query;
      const before = readCursor(z.number().int(), cursor);
      const rows = await listPolicies(store.reader, { before, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return { items: shown.map(summarise), nextCursor: last ? writeCursor(last.version) : null };
    },
  });

  app.route({
    method: "GET",
    url: "/api/v1/policy/versions/:version",
    schema: {
      tags,
      summary: "One version as it was applied",
      params: z.object({ version: z.coerce.number().int().positive() }),
      response: { 200: PolicyVersion, 404: Problem },
    },
    handler: async (request) => {
      const row = await findPolicy(store.reader, request.params.version);
      if (!row) throw new HttpProblem("not_found");
      return wholeOf(row);
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/policy/check",
    schema: {
      tags,
      summary: "Check a document without applying it",
      body: PolicyDraft,
      response: { 200: PolicyCheck, 400: Problem },
    },
    handler: async (request) => {
      rehearsals.prepare();
      const reading = readPolicy(request.body.document);
      return { faults: reading.ok ? [] : reading.faults };
    },
  });

  app.route({
    method: "PUT",
    url: "/api/v1/policy",
    schema: {
      tags,
      summary: "Bring a document into force as the next version",
      body: PolicyChange,
      response: { 200: PolicyVersion, 400: Problem, 409: Problem, 422: Problem },
    },
    handler: async (request) => {
      const { document, reason, basedOn, whatIf: rehearsal } = request.body;
      const { name } = parsePolicy(document, "policy");
      const author = operatorOf(request);
      const whatIf = rehearsal === undefined ? null : JSON.stringify(rehearsalOf(rehearsals, rehearsal, document));
      const entry = { name, document, author, origin: "dashboard", reason, whatIf };
      const recorded = await recordPolicy(store.writer, entry, { now: now(), basedOn });
      if (recorded === null) throw new HttpProblem("policy_overtaken");
      const { version, sha256 } = recorded.row;
      noteForAudit(request, { before: { version: basedOn }, after: { version, sha256 } });
      request.log.info({ version: recorded.row.version, author }, "policy changed");
      policyChanged();
      return wholeOf(recorded.row);
    },
  });
}

/** @throws HttpProblem `what_if_unfit` */
function rehearsalOf(rehearsals: Rehearsals, id: string, document: string): WhatIf {
  const whatIf = rehearsals.of(id, document);
  if (!whatIf?.today) throw new HttpProblem("what_if_unfit");
  return whatIf;
}

function wholeOf(row: PolicyRow): PolicyVersion {
  const whatIf = row.what_if === null ? null : WhatIf.safeParse(JSON.parse(row.what_if)).data;
  return { ...summarise(row), document: row.document, whatIf: whatIf ?? null };
}

function summarise(row: PolicyRow): PolicySummary {
  const { version, name, author, origin, reason } = row;
  return { version, name, appliedAt: toInstant(row.applied_at), author, origin, reason };
}
