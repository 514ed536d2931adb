import { CaptureReading, ParserSources } from "@muster/shared/parser-lab.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

const read = (body: object) => viewer.send("POST", "/api/v1/parser-lab/readings", body);
const codeOf = ({ body }: { body: unknown }) => (body as { code?: string }).code;
const USER = {
  Name: "anna",
  Enabled: true,
  SID: "S-1-5-21-1111111111-2222222222-3333333333-1001",
  PasswordExpires: null,
  PasswordRequired: true,
  PrincipalSource: 1,
};
/** What Windows tells of an account whose password is so many days old. */
const localUsers = (days: number) => ({
  probe: "passwords",
  platform: "win32",
  source: "local-users",
  text: JSON.stringify({ ...USER, PasswordLastSet: `/Date(${Date.now() - days * 86_400_000})/` }),
});

describe("the parser lab", () => {
  it("names every source that agents have", async () => {
    const { items } = ParserSources.parse(await viewer.get("/api/v1/parser-lab/sources"));
    expect(new Set(items.map(({ platform }) => platform))).toEqual(new Set(["linux", "darwin", "win32"]));
    expect(items.find(({ id }) => id === "ufw")?.standsFor).toContain("ufw status");
  });

  it("reads a capture as the agent does, and judges it by the policy in force", async () => {
    const capture = { probe: "firewall", platform: "linux", source: "ufw", text: "Status: inactive\n" };
    const answer = await read(capture);
    expect(answer.status).toBe(200);
    const { outcomes, verdicts, policyVersion } = CaptureReading.parse(answer.body);
    expect(Object.keys(outcomes)).toEqual(["firewall"]);
    expect(outcomes.firewall).toMatchObject({
      kind: "read",
      facts: { tool: "ufw", profiles: [{ state: "off" }, { state: "off" }] },
    });
    expect(verdicts.map(({ rule, status }) => [rule, status])).toEqual([["firewall-enabled", "fail"]]);
    expect(verdicts[0]?.remedy.join()).toContain("ufw enable");
    expect(policyVersion).toBe(1);
  });

  it("judges as a machine with the tags given would be judged, at the instant given", async () => {
    const judged = async (body: object) => {
      const { verdicts } = CaptureReading.parse((await read(body)).body);
      return verdicts.map(({ rule, status, limit }) => ({ rule, status, limit }));
    };
    expect(await judged(localUsers(60))).toMatchObject([{ rule: "password-age", status: "pass" }]);
    expect(await judged({ ...localUsers(60), tags: ["privileged"] })).toMatchObject([
      { rule: "password-age", status: "fail", limit: expect.stringContaining("45") },
    ]);
    const capturedAt = "2026-06-01T00:00:00.000Z";
    const past = CaptureReading.parse((await read({ ...localUsers(0), capturedAt })).body);
    expect(past.outcomes.passwords?.observedAt).toBe(capturedAt);
  });

  it("refuses what is no source, what is too large, and what has another form", async () => {
    const capture = { probe: "firewall", platform: "linux", source: "ufw", text: "" };
    expect(codeOf(await read({ ...capture, source: "--list" }))).toBe("input_invalid");
    expect(codeOf(await read({ ...capture, platform: "darwin" }))).toBe("input_invalid");
    expect(codeOf(await read({ ...capture, text: "x".repeat(100_001) }))).toBe("input_invalid");
    expect(codeOf(await read({ ...capture, more: true }))).toBe("input_invalid");
    expect((await read({ ...capture, text: "\u0000".repeat(1_000), exitCode: -1 })).status).toBe(200);
  });

  it("has only so many read at once, and goes on afterwards", async () => {
    const capture = { probe: "firewall", platform: "linux", source: "ufw", text: "Status: inactive\n" };
    const answers = await Promise.all(Array.from({ length: 6 }, () => read(capture)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(codeOf))).toEqual(new Set(["parser_busy"]));
    expect((await read(capture)).status).toBe(200);
  });
});
