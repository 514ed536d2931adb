import { describe, expect, it } from "vitest";
import { createMetrics, type MetricSources } from "./metrics.ts";

const sources = (over: Partial<MetricSources> = {}): MetricSources => ({
  now: () => 10_000,
  machines: async () => ({ status: [{ value: "compliant", count: 412 }], reachability: [] }),
  agents: () => 400,
  dashboards: () => 2,
  reportsWaiting: () => 7,
  nextChangeAt: async () => 7_500,
  mails: async () => [],
  storeBytes: async () => 4_096,
  certificateEndsAt: () => 1_800_000_000_000,
  ...over,
});

describe("metrics", () => {
  it("tell of the fleet, the way in and the clock, in seconds and bytes", async () => {
    const metrics = createMetrics(sources());
    metrics.committed({ reports: 30, ms: 40, isDone: true });
    metrics.committed({ reports: 1, ms: 5, isDone: false });
    const lines = (await metrics.text()).split("\n");
    for (const line of [
      'muster_machines{status="compliant"} 412',
      "muster_reports_waiting 7",
      "muster_flips_late_seconds 2.5",
      "muster_store_bytes 4096",
      "muster_certificate_expires_timestamp_seconds 1800000000",
      'muster_reports_total{outcome="stored"} 30',
      'muster_reports_total{outcome="failed"} 1',
      'muster_commit_seconds_bucket{le="0.05"} 2',
      "muster_commit_seconds_count 2",
    ]) {
      expect(lines).toContain(line);
    }
    expect(lines.some((line) => line.startsWith("nodejs_eventloop_lag_seconds "))).toBe(true);
  });

  it("forget a state that no machine is in any more", async () => {
    let status = [{ value: "unknown", count: 3 }];
    const metrics = createMetrics(sources({ machines: async () => ({ status, reachability: [] }) }));
    expect(await metrics.text()).toContain('status="unknown"');
    status = [];
    expect(await metrics.text()).not.toContain('status="unknown"');
  });

  it("are not late where nothing is due", async () => {
    expect(await createMetrics(sources({ nextChangeAt: async () => null })).text()).toContain(
      "muster_flips_late_seconds 0",
    );
  });
});
