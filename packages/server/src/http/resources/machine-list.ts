import { type MachineSummary, Problem } from "@muster/shared/api.ts";
import { DAY_MS } from "@muster/shared/duration.ts";
import {
  MachineExportQuery,
  MachineFacets,
  MachineFilter,
  TagChange,
  TagChanged,
} from "@muster/shared/machine-list.ts";
import { Outlook } from "@muster/shared/outlook.ts";
import { z } from "zod";
import { describeMachines } from "../../feed/describe-fleet.ts";
import { changeTags } from "../../flags/change-tags.ts";
import { findMachines, inTheOrderOf } from "../../store/machines.ts";
import type { App, HttpContext } from "../http-context.ts";
import { csvOf, jsonOf } from "../machine-export.ts";
import { operatorOf } from "../operator.ts";

/** Machines read at once while a list is exported. */
const EXPORTED_AT_ONCE = 500;

/** What stands around the list of machines: its facets, its export, and what is done to many at once. */
export function machineListRoutes(app: App, context: HttpContext): void {
  const { store, roster, presence, judging, machinesChanged, dueNow, now, policy } = context;

  async function* pagesOf(ids: readonly string[]): AsyncGenerator<MachineSummary[]> {
    for (let from = 0; from < ids.length; from += EXPORTED_AT_ONCE) {
      const some = ids.slice(from, from + EXPORTED_AT_ONCE);
      yield describeMachines(store.reader, inTheOrderOf(some, await findMachines(store.reader, some)), presence);
    }
  }

  app.route({
    method: "GET",
    url: "/api/v1/machines/facets",
    schema: {
      tags: ["Machines"],
      summary: "How many machines match, and how many would with each value of each facet",
      querystring: MachineFilter,
      response: { 200: MachineFacets, 400: Problem },
    },
    handler: (request) => roster.count(request.query),
  });

  app.route({
    method: "GET",
    url: "/api/v1/outlook",
    schema: {
      tags: ["Machines"],
      summary: "Ages of virus definitions, and passwords that end in the next days",
      response: { 200: Outlook },
    },
    handler: async () => {
      const limits = policy().policy.rules["antivirus-definitions"];
      return {
        ...(await roster.outlook(now())),
        definitionsWarnDays: limits === undefined ? null : limits.warnAfter / DAY_MS,
        definitionsFailDays: limits === undefined ? null : limits.failAfter / DAY_MS,
      };
    },
  });

  for (const [form, type, write] of [
    ["csv", "text/csv; charset=utf-8", csvOf],
    ["json", "application/json; charset=utf-8", jsonOf],
  ] as const) {
    app.route({
      method: "GET",
      url: `/api/v1/machines.${form}`,
      schema: {
        tags: ["Machines"],
        summary: `The machines that match, in the order and with the columns asked for, as ${form.toUpperCase()}`,
        querystring: MachineExportQuery,
        response: { 200: z.any(), 400: Problem },
      },
      handler: async (request, reply) => {
        const { columns, sort, ...filter } = request.query;
        const ids = await roster.all(filter, sort);
        reply.header("content-disposition", `attachment; filename="machines.${form}"`);
        return reply.type(type).send(write(pagesOf(ids), columns));
      },
    });
  }

  app.route({
    method: "POST",
    url: "/api/v1/machines/tags",
    schema: {
      tags: ["Machines"],
      summary: "Give machines tags, or take tags from them; they are judged again at once",
      body: TagChange,
      response: { 200: TagChanged, 400: Problem, 404: Problem },
    },
    handler: async (request) => {
      const by = await operatorOf(request);
      const changed = await changeTags(store.writer, request.body, { by, judging: judging() });
      machinesChanged(changed);
      if (changed.length > 0) dueNow();
      return { changed: changed.length };
    },
  });
}
