import { Readable } from "node:stream";
import { type AuditAct, ROUTE_ACTS } from "@muster/shared/audit.ts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { AuditLog } from "../audit/audit-log.ts";
import type { AuditedPerson } from "../audit/happening.ts";
import { routeKey } from "./permission-guard.ts";
import { PROBLEM_TYPE, problemOf } from "./problems.ts";

/** What only the route itself knows of what was done. */
type AuditNote = { act?: AuditAct; who?: AuditedPerson; subject?: string; before?: unknown; after?: unknown };

declare module "fastify" {
  interface FastifyRequest {
    auditNote: AuditNote | null;
    isAudited: boolean;
  }
}

const RouteParams = z.object({ id: z.string().optional() }).catch({});
const Fields = z.record(z.string(), z.unknown()).catch({});

/** Lets a route say more for the audit log than its address and body do. */
export function noteForAudit(request: Pick<FastifyRequest, "auditNote">, note: AuditNote): void {
  request.auditNote = { ...request.auditNote, ...note };
}

/**
 * Records every change, every export and every refusal before its answer leaves. It hangs on all routes at once, so that none
 * can forget it; when an entry cannot be written, neither is the answer given.
 */
export function registerAudit(app: FastifyInstance, audit: AuditLog): void {
  app.decorateRequest("auditNote", null);
  app.decorateRequest("isAudited", false);
  app.addHook("onSend", async (request, reply, payload) => {
    if (request.isAudited) return payload;
    request.isAudited = true;
    const act = actToRecord(request, reply);
    if (act === null) return payload;
    try {
      await audit.record(happeningOf(request, reply, act));
      return payload;
    } catch (error) {
      request.log.error({ err: error, act }, "the audit log was not written");
      if (payload instanceof Readable) payload.destroy();
      // A session that nobody could record is one that nobody gets.
      reply.removeHeader("set-cookie");
      reply.removeHeader("content-disposition");
      const problem = problemOf("audit_unwritten");
      reply.code(problem.status).type(PROBLEM_TYPE);
      return JSON.stringify(problem);
    }
  });
}

/** As what the request is recorded; null for what changes nothing, gives nothing away and was not refused. */
function actToRecord(request: FastifyRequest, reply: FastifyReply): AuditAct | null {
  // Where no route matched there is nothing that could have been done.
  if (request.is404) return null;
  const key = routeKey(request.method, request.routeOptions.url ?? "");
  const line = Object.hasOwn(ROUTE_ACTS, key) ? ROUTE_ACTS[key] : undefined;
  const isReading = key.startsWith("GET ");
  const act = request.auditNote?.act ?? line?.act ?? (isReading ? "other.read" : "other.change");
  if (reply.statusCode >= 400) return isReading && !isRefusal(reply.statusCode) ? null : act;
  if (line?.isHarmless) return null;
  return line || !isReading ? act : null;
}

function isRefusal(status: number): boolean {
  return status === 401 || status === 403 || status === 429;
}

function happeningOf(request: FastifyRequest, reply: FastifyReply, act: AuditAct) {
  const { operatorSession: session, auditNote: note } = request;
  const status = reply.statusCode;
  const key = routeKey(request.method, request.routeOptions.url ?? "");
  const keeps = ROUTE_ACTS[key]?.keeps ?? [];
  const fields = Object.entries(Fields.parse(request.body)).filter(([name]) => keeps.includes(name));
  const asked = key.startsWith("GET ") && status < 400 ? Object.entries(Fields.parse(request.query)) : fields;
  return {
    act,
    outcome: status < 400 ? "done" : status < 500 ? "refused" : "failed",
    via: "http",
    who: note?.who ?? (session && { id: session.operatorId, name: session.operator, role: session.role }),
    address: request.ip,
    code: reply.problemCode ?? undefined,
    subject: note?.subject ?? RouteParams.parse(request.params).id,
    details: {
      ...(act.startsWith("other.") || status >= 400 ? { route: key } : {}),
      ...(asked.length > 0 ? { asked: Object.fromEntries(asked) } : {}),
      ...(note?.before === undefined ? {} : { before: note.before }),
      ...(note?.after === undefined ? {} : { after: note.after }),
    },
  } as const;
}
