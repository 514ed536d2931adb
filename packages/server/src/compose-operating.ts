import type { Logger } from "pino";
import type { ServerConfig } from "./config.ts";
import { createMetrics, type Metrics } from "./ops/metrics.ts";
import { createReadiness, type Readiness } from "./ops/readiness.ts";
import type { Roster } from "./roster/roster.ts";
import { nextChangeAt } from "./store/machines.ts";
import { countMails } from "./store/mails.ts";
import type { Store } from "./store/open-store.ts";
import { tryWrite } from "./store/probe-writes.ts";

export type Operating = {
  readiness: Readiness;
  metrics: Metrics & { token: string | undefined };
};

/** Joins what tells a supervisor how the server does. */
export function composeOperating(options: {
  config: ServerConfig;
  store: Store;
  roster: Roster;
  agents: () => number;
  dashboards: () => number;
  reportsWaiting: () => number;
  certificateEndsAt: () => number;
  now: () => number;
  log: Logger;
}): Operating {
  const { config, store, roster, now, log } = options;
  const metrics = createMetrics({
    ...options,
    machines: async () => {
      const { status, reachability } = (await roster.count({})).facets;
      return { status, reachability };
    },
    nextChangeAt: () => nextChangeAt(store.reader),
    mails: () => countMails(store.reader),
    storeBytes: store.bytes,
  });
  const readiness = createReadiness({
    now,
    tryWrite: () => tryWrite(store.writer),
    onError: (error) => log.error({ err: error }, "the store cannot be written"),
  });
  return { readiness, metrics: { ...metrics, token: config.metricsToken } };
}
