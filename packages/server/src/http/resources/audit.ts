import { Problem } from "@muster/shared/api.ts";
import { type AuditEntry, AuditFilter, AuditPage, AuditQuery } from "@muster/shared/audit.ts";
import { toEpochMs, toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import { type AuditRowFilter, listAuditEntries } from "../../store/audit-log.ts";
import type { AuditEntryRow } from "../../store/audit-tables.ts";
import { auditCsv, auditJson } from "../audit-export.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import type { App, HttpContext } from "../http-context.ts";

const Place = z.object({ number: z.number().int() });
const Details = z.record(z.string(), z.unknown()).catch({});

/** Entries read at once while the log is exported. */
const EXPORTED_AT_ONCE = 500;

/** Who did what, and what was refused to whom. */
export function auditRoutes(app: App, { store }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/audit",
    schema: {
      tags: ["Audit log"],
      summary: "What operators did and what was refused, the newest first",
      querystring: AuditQuery,
      response: { 200: AuditPage, 400: Problem },
    },
    handler: async (request) => {
      const { cursor, limit, ...filter } = request.query;
      const before = readCursor(Place, cursor)?.number ?? null;
      const rows = await listAuditEntries(store.reader, rowFilter(filter), { before, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return {
        items: shown.map(entryOnWire),
        nextCursor: last ? writeCursor({ number: Number(last.number) }) : null,
      };
    },
  });

  async function* pagesOf(filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
    let before: number | null = null;
    for (;;) {
      const page = { before, limit: EXPORTED_AT_ONCE };
      const rows: AuditEntryRow[] = await listAuditEntries(store.reader, rowFilter(filter), page);
      yield rows.map(entryOnWire);
      const last = rows.at(-1);
      if (!last || rows.length < EXPORTED_AT_ONCE) return;
      before = Number(last.number);
    }
  }

  for (const [form, type, write] of [
    ["csv", "text/csv; charset=utf-8", auditCsv],
    ["json", "application/json; charset=utf-8", auditJson],
  ] as const) {
    app.route({
      method: "GET",
      url: `/api/v1/audit.${form}`,
      schema: {
        tags: ["Audit log"],
        summary: `The entries that match, the newest first, as ${form.toUpperCase()}`,
        querystring: AuditFilter,
        response: { 200: z.any(), 400: Problem },
      },
      handler: (request, reply) => {
        reply.header("content-disposition", `attachment; filename="audit.${form}"`);
        return reply.type(type).send(write(pagesOf(request.query)));
      },
    });
  }
}

function rowFilter({ since, until, ...filter }: AuditFilter): AuditRowFilter {
  return {
    ...filter,
    ...(since === undefined ? {} : { since: toEpochMs(since) }),
    ...(until === undefined ? {} : { until: toEpochMs(until) }),
  };
}

function entryOnWire(row: AuditEntryRow): AuditEntry {
  const { who, who_id, role, via, address, act, outcome, code, subject, details, hash } = row;
  return {
    number: Number(row.number),
    at: toInstant(Number(row.at)),
    who: who === null ? null : { id: who_id, name: who, role },
    via,
    address,
    act,
    outcome,
    code,
    subject,
    times: Number(row.times),
    details: readDetails(details),
    hash,
  };
}

/** Whoever can write to the store can put anything there: the page must still open, so that it can be seen. */
function readDetails(text: string): AuditEntry["details"] {
  try {
    return Details.parse(JSON.parse(text));
  } catch {
    return { unreadable: text.slice(0, 1_000) };
  }
}
