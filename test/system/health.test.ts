import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { accepted, LightAgent, reportOf, sendReport } from "../support/light-agent.ts";
import { newEnrolmentLink, newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";

const TOKEN = "a-long-word-that-only-the-scraper-knows";

let server: ServerProgram;

beforeAll(async () => {
  server = await startServer({ dataDir: await newFolder(), environment: { MUSTER_METRICS_TOKEN: TOKEN } });
});

afterAll(async () => {
  await server.stop();
  await removeFolder(server.dataDir);
});

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.ready.httpUrl}${path}`, { headers });
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;

describe("what a supervisor asks", () => {
  it("is answered without anybody signed in", async () => {
    expect(await (await ask("/health/live")).json()).toEqual({ status: "live" });
    const ready = await ask("/health/ready");
    expect([ready.status, await ready.json()]).toEqual([200, { status: "ready" }]);
    expect(ready.headers.get("cache-control")).toBe("no-store");
  });

  it("gives metrics to the scraper's token alone", async () => {
    for (const authorization of ["", "Bearer wrong", `Basic ${TOKEN}`, `Bearer ${TOKEN}x`]) {
      const answer = await ask("/metrics", authorization === "" ? {} : { authorization });
      expect([authorization, answer.status, await codeOf(answer)]).toEqual([authorization, 401, "metrics_token_wrong"]);
    }
    const agent = await LightAgent.from(await newEnrolmentLink(server));
    const { socket } = await agent.enrol();
    accepted(await sendReport(socket, reportOf(1, "secret-name-of-a-pc", outcomes(Date.now(), {}))));
    const answer = await ask("/metrics", { authorization: `Bearer ${TOKEN}` });
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await answer.text();
    expect(text).toContain('muster_reports_total{outcome="stored"} 1');
    expect(text).toContain("muster_agents_connected 1");
    expect(text).toMatch(/^muster_machines\{status="[a-z-]+"\} 1$/m);
    expect(text).toMatch(/^muster_store_bytes [1-9]\d+$/m);
    expect(text).not.toContain("secret-name-of-a-pc");
    socket.disconnect();
  });

  it("has no metrics where nobody set a token", async () => {
    const other = await startServer({ dataDir: await newFolder() });
    const answer = await fetch(`${other.ready.httpUrl}/metrics`);
    expect([answer.status, await codeOf(answer)]).toEqual([404, "metrics_off"]);
    await other.stop();
    await removeFolder(other.dataDir);
  });
});
