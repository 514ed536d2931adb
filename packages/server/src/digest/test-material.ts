import { DAY_MS } from "@muster/shared/duration.ts";
import type { DigestContext } from "./context.ts";
import type { DigestMaterial } from "./material.ts";

const NOW = Date.UTC(2026, 10, 24, 5);

/** A name as somebody might give a machine to see what happens. */
export const HOSTILE = `<img src=x onerror="alert(1)">\r\nBcc: all@example.com \u202egpj.exe ${"W".repeat(260)}`;

/** An invented night with something in every section. */
export function testMaterial(more: Partial<DigestMaterial> = {}): DigestMaterial {
  const line = (machine: string, days: number) => ({
    machineId: `id-${machine.length}`,
    machine,
    rule: "antivirus-definitions" as const,
    sentence: `The definitions of ClamAV are of ${days} days ago; 7 days are allowed.`,
    openedAt: NOW - days * DAY_MS,
  });
  const names = ["ANNA-LT", "FIN-07", "BER-DESK-113", HOSTILE];
  return {
    now: NOW,
    since: NOW - DAY_MS,
    total: 430,
    byStatus: { compliant: 412, "accepted-risk": 2, "in-grace": 4, "non-compliant": 9, unknown: 3, "not-covered": 0 },
    attention: 12,
    fresh: 3,
    joined: 2,
    online: 398,
    conflicts: 1,
    incidents: {
      rows: [
        { id: "i-7", number: 7, title: "Two machines use one key", openedAt: NOW - 2 * DAY_MS, assignedTo: "anna" },
      ],
      total: 1,
    },
    opened: { rows: names.map((name) => line(name, 0)), total: 4 },
    recovered: {
      rows: [{ ...line("HR-02", 6), rule: "firewall-enabled", resolvedAt: NOW - 1, because: "mended" }],
      total: 1,
    },
    failing: { rows: names.map((name, index) => line(name, 20 - index)), total: 218 },
    silent: {
      rows: [{ machineId: "s", machine: "DEPOT-3", reachability: "missing", lastSeenAt: NOW - 14 * DAY_MS }],
      total: 1,
    },
    passwords: { rows: [{ machineId: "p", machine: "FIN-07", account: "anna", endsAt: NOW + 3 * DAY_MS }], total: 1 },
    waivers: {
      rows: [{ about: "LAB-1", reason: "Old scanner, replaced in December", endsAt: NOW + 5 * DAY_MS }],
      total: 1,
    },
    certificates: [{ name: "muster.example.com:8443", endsAt: NOW + 9 * DAY_MS }],
    unchecked: {
      rows: [{ machineId: "u", machine: "MAC-12", sentence: "The firewall could not be read: access denied." }],
      total: 3,
    },
    notCovered: 0,
    neverReported: 1,
    trend: Array.from({ length: 30 }, (_, index) => ({
      day: new Date(NOW - (29 - index) * DAY_MS).toISOString().slice(0, 10),
      percent: 90 + (index % 7),
    })),
    sheet: [],
    ...more,
  };
}

export function testContext(more: Partial<DigestContext> = {}): DigestContext {
  return {
    list: { name: "IT", isNarrow: false, rules: [] },
    language: "en",
    timeZone: "Europe/Berlin",
    dashboardUrl: "https://muster.example.com:8443",
    showsNames: true,
    place: {
      number: 42,
      before: { number: 41, night: "2026-11-23" },
      dueAt: NOW,
      isLate: false,
      missed: [],
      notDelivered: [],
    },
    ...more,
  };
}
