import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What is read at the moment of a scrape. Instants in epoch ms. */
export type MetricSources = {
  now: () => number;
  /** Machines per status and per reachability. */
  machines: () => Promise<{ status: Count[]; reachability: Count[] }>;
  agents: () => number;
  dashboards: () => number;
  reportsWaiting: () => number;
  nextChangeAt: () => Promise<number | null>;
  /** Mails per state. */
  mails: () => Promise<Count[]>;
  storeBytes: () => Promise<number>;
  certificateEndsAt: () => number;
};

type Count = { value: string; count: number };

export type Metrics = {
  /** One commit of reports has ended. */
  committed(commit: { reports: number; ms: number; isDone: boolean }): void;
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>;
};

/** What somebody who runs the server watches, in Prometheus' conventions: seconds, bytes, totals. Nobody's name is in it. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const reports = new Counter({
    name: "muster_reports_total",
    help: "Reports by what became of them: stored, or failed to be stored.",
    labelNames: ["outcome"] as const,
    registers,
  });
  const commitSeconds = new Histogram({
    name: "muster_commit_seconds",
    help: "Time to judge and store one group of reports.",
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const commitReports = new Histogram({
    name: "muster_commit_reports",
    help: "Reports in one group.",
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
    registers,
  });
  const gauge = (name: string, help: string, read: () => number | Promise<number>): void => {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await read());
      },
    });
  };
  const gauges = <L extends string>(name: string, help: string, label: L, read: () => Promise<Count[]>): void => {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers,
      async collect() {
        const counts = await read();
        // A state that nothing is in any more must not keep its last number.
        this.reset();
        for (const { value, count } of counts) this.set({ [label]: value } as Record<L, string>, count);
      },
    });
  };
  gauges("muster_machines", "Machines by status.", "status", async () => (await sources.machines()).status);
  gauges("muster_machines_reachable", "Machines by reachability.", "reachability", async () => {
    return (await sources.machines()).reachability;
  });
  gauges("muster_mails", "Mails by state.", "state", sources.mails);
  gauge("muster_agents_connected", "Agents that hold a connection.", sources.agents);
  gauge("muster_dashboards_connected", "Open dashboards.", sources.dashboards);
  gauge("muster_reports_waiting", "Reports that wait for their commit.", sources.reportsWaiting);
  gauge("muster_flips_late_seconds", "How late the server is to judge what is due.", async () => {
    const next = await sources.nextChangeAt();
    return next === null ? 0 : Math.max(0, sources.now() - next) / 1_000;
  });
  gauge("muster_store_bytes", "Size of the store on the disk.", sources.storeBytes);
  gauge(
    "muster_certificate_expires_timestamp_seconds",
    "When the server's certificate expires.",
    () => sources.certificateEndsAt() / 1_000,
  );
  return {
    committed: ({ reports: count, ms, isDone }) => {
      reports.inc({ outcome: isDone ? "stored" : "failed" }, count);
      commitSeconds.observe(ms / 1_000);
      commitReports.observe(count);
    },
    text: () => registry.metrics(),
  };
}
