import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { servePage } from "./serve-page.ts";
import type { Standing } from "./standing.ts";

const NOW = "2026-11-23T09:41:00.000Z";
const standing: Standing = {
  status: {
    writtenAt: NOW,
    pid: 1,
    uplink: { kind: "online" },
    reportsWaiting: 0,
    trouble: null,
    pageUrl: null,
    lastReceipt: {
      sequence: 1,
      serverTime: NOW,
      reportIntervalMs: 1,
      status: "in-grace",
      sentence: "",
      verdicts: [
        {
          rule: "firewall-enabled",
          title: "Firewall on",
          status: "fail",
          sentence: "The firewall <b>is</b> off.",
          isFlagged: false,
          graceEndsAt: "2026-11-25T09:00:00.000Z",
          remedy: ["Turn it on: sudo ufw enable"],
        },
      ],
    },
  },
  server: { address: "muster.example.com:8443", machineId: "m1" },
  report: {
    collectedAt: NOW,
    outcomes: {
      passwords: {
        kind: "read",
        observedAt: NOW,
        durationMs: 1,
        facts: {
          accounts: [
            {
              name: "<script>alert(1)</script>",
              home: "local",
              state: "set",
              lastSetAt: NOW,
              lastSetPrecision: "day",
              neverExpires: true,
              osMaxAgeDays: null,
              source: "/etc/shadow",
            },
          ],
        },
      },
    },
  },
  isCollecting: false,
};

let page: { url: string; close: () => void };
let checks = 0;
beforeAll(async () => {
  page = await servePage({ port: 0, standing: () => standing, onCheck: () => (checks += 1) });
});
afterAll(() => page.close());
beforeEach(() => {
  checks = 0;
});

type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; text: string };

function ask(path: string, options: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, page.url), options, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    sent.on("error", reject).end();
  });
}

const origin = () => page.url.slice(0, -1);

describe("the local page", () => {
  test("says whether the PC is all right, why not, what to do and by when, and shows what is sent", async () => {
    const { status, text } = await ask("/");
    expect(status).toBe(200);
    expect(text).toContain("Something on this PC needs you soon.");
    expect(text).toContain("sudo ufw enable");
    expect(text).toMatch(/to be mended by .*25/);
    expect(text).toContain("/etc/shadow");
    expect(text).toContain("os max age days");
  });

  test("speaks the reader's language", async () => {
    expect((await ask("/", { headers: { "accept-language": "de-CH" } })).text).toContain("bald etwas zu tun");
    expect((await ask("/", { headers: { "accept-language": "fr" } })).text).toContain("bientôt");
  });

  test("shows hostile names as text, runs no script and loads nothing from elsewhere", async () => {
    const { text, headers } = await ask("/");
    expect(text).not.toContain("<script");
    expect(text).not.toContain("<b>is</b>");
    expect(text).not.toMatch(/(src|href)=/);
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
  });

  test("answers nobody who came by another name: a rebound one, or another port", async () => {
    for (const host of ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1.evil.example", "localhost:1"]) {
      const { status, text } = await ask("/", { headers: { host } });
      expect(status).toBe(421);
      expect(text).not.toContain("muster.example.com");
    }
  });

  test("checks again only when asked from the page itself", async () => {
    const post = (headers: Record<string, string>) => ask("/check", { method: "POST", headers });
    expect((await post({})).status).toBe(403);
    expect((await post({ origin: "http://evil.example" })).status).toBe(403);
    expect((await post({ origin: "null" })).status).toBe(403);
    expect((await ask("/check")).status).toBe(404);
    expect(checks).toBe(0);
    expect(await post({ origin: origin() })).toMatchObject({ status: 303, headers: { location: "/" } });
    expect(checks).toBe(1);
  });

  test("lets nothing else be done", async () => {
    for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"]) expect((await ask("/", { method })).status).toBe(405);
    expect((await ask("/..%2f..%2fetc/passwd")).status).toBe(404);
    expect((await ask("/", { method: "POST", headers: { origin: origin() } })).status).toBe(404);
  });

  test("takes another port where its own is taken", async () => {
    const port = Number(new URL(page.url).port);
    const second = await servePage({ port, standing: () => standing, onCheck: () => {} });
    expect(second.url).not.toBe(page.url);
    expect((await fetch(second.url)).status).toBe(200);
    second.close();
  });
});
