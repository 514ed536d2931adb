import { readdir, readFile } from "node:fs/promises";
import { request } from "node:http";
import { connect as connectPlain } from "node:net";
import { join } from "node:path";
import { type ConnectionOptions, connect } from "node:tls";
import { Problem } from "@muster/shared/api.ts";
import { ROUTE_PERMISSIONS } from "@muster/shared/permissions.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../scripts/child.ts";
import { newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

let server: ServerProgram;
let viewer: Viewer;
beforeAll(async () => {
  server = await startServer({ dataDir: await newFolder() });
  viewer = await signIn(server);
});
afterAll(async () => {
  viewer.close();
  await server.stop();
  await removeFolder(server.dataDir);
});

type Document = { openapi: string; paths: Record<string, Record<string, unknown>> };

const ask = (path: string, options: RequestInit = {}) => fetch(`${server.ready.httpUrl}${path}`, options);

async function problemOf(answer: Response): Promise<Problem> {
  expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  const problem = Problem.parse(await answer.json());
  expect(problem.status).toBe(answer.status);
  return problem;
}

/** A request with headers that fetch would not let anybody set. */
function rawStatus(path: string, headers: Record<string, string>, method = "GET"): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${server.ready.httpUrl}${path}`, { headers, method }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on("error", reject);
    sent.end();
  });
}

/** Every path that the dashboard's sources ask for, with `*` for what is put into it. */
async function addressesOfTheDashboard(): Promise<string[]> {
  const folder = join(ROOT, "packages/dashboard/src/api");
  const files = (await readdir(folder)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  const paths = texts.flatMap((text) =>
    [...text.matchAll(/["`](\/[a-z][^"`\s]*)["`]/g)].map((match) => match[1] ?? ""),
  );
  const plain = paths.map((path) => path.replace(/\$\{(queryString|asked).*$/, "").replace(/\$\{[^}]*\}/g, "*"));
  return [...new Set(plain.map((path) => `/api/v1${path}`))].filter((path) => !path.startsWith("/api/v1/api/"));
}

describe("the API", () => {
  it("describes itself as OpenAPI 3.1, every address that the dashboard uses among them", async () => {
    const document = (await (await ask("/api/openapi.json")).json()) as Document;
    expect(document.openapi).toBe("3.1.0");
    const described = Object.keys(document.paths).map((path) => path.replace(/\{\w+\}/g, "*"));
    const used = await addressesOfTheDashboard();
    expect(used.length).toBeGreaterThan(15);
    expect(used.filter((path) => !described.includes(path))).toEqual([]);
    const methods = Object.values(document.paths).flatMap((each) => Object.values(each as Record<string, object>));
    expect(methods.filter((method) => !("summary" in method && "tags" in method))).toEqual([]);
  });

  it("answers nobody without a session, whatever is asked for", async () => {
    const { paths } = (await (await ask("/api/openapi.json")).json()) as Document;
    const asked: string[] = [];
    for (const [path, methods] of Object.entries(paths)) {
      for (const method of Object.keys(methods)) {
        const key = `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`;
        if (ROUTE_PERMISSIONS[key] === "public") continue;
        asked.push(`${method} ${path}`);
        const answer = await ask(path.replace(/\{\w+\}/, "x"), { method: method.toUpperCase() });
        expect([`${method} ${path}`, (await problemOf(answer)).code]).toEqual([
          `${method} ${path}`,
          "sign_in_required",
        ]);
      }
    }
    expect(asked.length).toBeGreaterThan(8);
    expect((await problemOf(await ask("/api/v1/not-there"))).code).toBe("not_found");
  });

  it.each([
    "/%61pi/v1/machines",
    "/ap%69/v1/machines",
    "http://127.0.0.1/api/v1/machines",
    "//api/v1/machines",
    "/API/v1/machines",
  ])("cannot be talked round by another spelling of an address: %s", async (path) => {
    const { host } = new URL(server.ready.httpUrl);
    const said = await new Promise<string>((resolve, reject) => {
      const line = connectPlain(Number(host.split(":")[1]), "127.0.0.1", () => {
        line.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      });
      let text = "";
      line.on("data", (chunk) => {
        text += chunk;
      });
      line.on("end", () => resolve(text));
      line.on("error", reject);
    });
    expect(said).not.toContain('"items"');
    expect(said).not.toContain("nextCursor");
  });

  it("says what is wrong with a request, and what to do", async () => {
    const headers = { cookie: viewer.cookie, "content-type": "application/json" };
    const post = (body: string) => ask("/api/v1/enrolment-links", { method: "POST", headers, body });
    expect(await problemOf(await ask("/api/v1/machines?limit=9999", { headers }))).toMatchObject({
      code: "input_invalid",
    });
    expect(await problemOf(await ask("/api/v1/machines?cursor=made-up", { headers }))).toMatchObject({
      code: "input_invalid",
      detail: expect.stringContaining("cursor"),
    });
    expect(await problemOf(await ask("/api/v1/machines/nobody", { headers }))).toMatchObject({ code: "not_found" });
    expect(await problemOf(await post('{"tags":["Not A Tag"]}'))).toMatchObject({ code: "input_invalid" });
    expect(await problemOf(await post('{"isAdmin":true}'))).toMatchObject({ code: "input_invalid" });
    expect(await problemOf(await post("{"))).toMatchObject({ code: "input_invalid" });
    expect(await problemOf(await post(`"${"x".repeat(300_000)}"`))).toMatchObject({ code: "payload_too_large" });
  });

  it("makes an enrolment link only for who is signed in and on this very site", async () => {
    const { cookie } = viewer;
    const headers = { cookie, "content-type": "application/json" };
    const good = await ask("/api/v1/enrolment-links", { method: "POST", headers, body: "{}" });
    expect(good.status).toBe(201);
    expect(await good.json()).toMatchObject({
      isReachableFromOtherMachines: false,
      link: expect.stringMatching(/^muster:/),
    });
    const forged = { ...headers, origin: "https://evil.example" };
    expect(
      (await problemOf(await ask("/api/v1/enrolment-links", { method: "POST", headers: forged, body: "{}" }))).code,
    ).toBe("origin_refused");
    // A foreign name that was made to lead to this PC.
    expect(await rawStatus("/api/v1/summary", { cookie, host: "rebound.example:8080" })).toBe(403);
  });

  it("keeps its cookie from scripts and from other sites, and its pages from foreign scripts and frames", async () => {
    const page = await ask("/");
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
    const wrong = await ask("/api/v1/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: "A".repeat(43) }),
    });
    expect((await problemOf(wrong)).code).toBe("sign_in_link_invalid");
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  it("stops whoever guesses sign-in links", async () => {
    const guess = () =>
      ask("/api/v1/session", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ token: "B".repeat(43) }),
      });
    const codes: string[] = [];
    for (let count = 0; count < 12; count++) codes.push((await problemOf(await guess())).code);
    expect(codes).toContain("too_many_requests");
    expect(codes.at(-1)).toBe("too_many_requests");
  });

  it("serves no file from outside the dashboard's folder", async () => {
    for (const path of [
      "/../package.json",
      "/%2e%2e/package.json",
      "/assets/..%2f..%2fpackage.json",
      "/..%5cpackage.json",
    ]) {
      const status = await rawStatus(path, { host: new URL(server.ready.httpUrl).host });
      const body = await (await ask(path)).text();
      expect(body).not.toContain('"workspaces"');
      expect(status).not.toBe(500);
    }
  });
});

it("stops at once although somebody holds a connection and says nothing", async () => {
  const other = await startServer({ dataDir: await newFolder() });
  const idle = connectPlain(Number(other.ready.localAddress.split(":").at(-1)), "127.0.0.1");
  await new Promise((resolve) => idle.once("connect", resolve));
  const cut = new Promise((resolve) => idle.once("close", resolve));
  idle.on("error", () => {});
  expect(await other.stop()).toBe(0);
  await cut;
  await removeFolder(other.dataDir);
});

describe("TLS", () => {
  function protocolOf(options: ConnectionOptions): Promise<string> {
    const port = Number(server.ready.localAddress.split(":").at(-1));
    return new Promise((resolve) => {
      const socket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false, ...options }, () => {
        resolve(`${socket.getProtocol()} ${socket.getCipher().name}`);
        socket.destroy();
      });
      socket.on("error", (error) => resolve(`refused: ${(error as NodeJS.ErrnoException).code}`));
    });
  }

  it("speaks 1.3, and 1.2 with AEAD suites and forward secrecy", async () => {
    expect(await protocolOf({})).toMatch(/^TLSv1\.3 TLS_(AES|CHACHA20)/);
    expect(await protocolOf({ maxVersion: "TLSv1.2" })).toMatch(/^TLSv1\.2 ECDHE-ECDSA-.*(GCM|POLY1305)/);
  });

  it.each([
    ["TLS 1.1", { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" }],
    ["a CBC suite", { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA" }],
    ["a suite without forward secrecy", { maxVersion: "TLSv1.2", ciphers: "AES128-GCM-SHA256" }],
  ] as const)("refuses %s", async (_, options) => {
    expect(await protocolOf(options)).toMatch(/^refused/);
  });
});
