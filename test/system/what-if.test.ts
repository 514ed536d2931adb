import { readFile } from "node:fs/promises";
import type { PolicyVersion } from "@muster/shared/api.ts";
import type { WhatIf } from "@muster/shared/what-if.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { EXAMPLE_POLICY_FILE } from "../../packages/server/src/config.ts";
import { clamav, outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { SERVER_MAIN } from "../../scripts/child.ts";
import { accepted, LightAgent, reportOf, sendReport } from "../support/light-agent.ts";
import {
  newEnrolmentLink,
  newFolder,
  removeFolder,
  runCommand,
  type ServerProgram,
  startServer,
} from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

const DAY_MS = 86_400_000;

let server: ServerProgram;
let viewer: Viewer;
let stricter: string;
const ids: string[] = [];

beforeAll(async () => {
  server = await startServer({ dataDir: await newFolder() });
  viewer = await signIn(server);
  // Definitions of 0, 2, 4 and 8 days: by the policy in force the last one fails and the one before is warned of.
  for (const age of [0, 2, 4, 8]) {
    const agent = await LightAgent.from(await newEnrolmentLink(server));
    const { socket, welcome } = await agent.enrol();
    ids.push(welcome.machineId);
    const facts = outcomes(Date.now(), { products: [clamav(Date.now() - age * DAY_MS)] });
    accepted(await sendReport(socket, reportOf(1, `pc-${age}`, facts)));
  }
  const document = await readFile(EXAMPLE_POLICY_FILE, "utf8");
  stricter = document.replace("warnAfter: 3d\n    failAfter: 7d", "warnAfter: 1d\n    failAfter: 3d");
  expect(stricter).not.toBe(document);
});

afterAll(async () => {
  viewer.close();
  await server.stop();
  await removeFolder(server.dataDir);
});

async function rehearsed(document: string): Promise<WhatIf> {
  const begun = await viewer.send("POST", "/api/v1/policy/what-if", { document });
  expect(begun.status).toBe(202);
  const { id } = begun.body as WhatIf;
  return pollUntil(
    () => viewer.get<WhatIf>(`/api/v1/policy/what-if/${id}`),
    (each) => each.state !== "running",
  );
}

async function pollUntil<T>(look: () => Promise<T>, isIt: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await look();
    if (isIt(value)) return value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it("tells what a stricter policy would do before it is in force, and keeps the answer with the change", async () => {
  const { version } = await viewer.get<PolicyVersion>("/api/v1/policy");
  const before = await viewer.machines();
  const answer = await rehearsed(stricter);
  expect(answer).toMatchObject({ state: "done", progress: 1, basedOn: version, failure: null });
  expect(answer.today).toMatchObject({
    machines: 4,
    newlyFailing: { count: 1, examples: [{ machineId: ids[2], name: "pc-4" }] },
    newlyWarned: { count: 1, examples: [{ machineId: ids[1], name: "pc-2" }] },
    recovered: { count: 0, examples: [] },
    moves: [{ from: "compliant", to: "non-compliant", count: 1 }],
    digestNames: 1,
  });
  expect(answer.today?.before.byRule["antivirus-definitions"]).toEqual({ fail: 1, warn: 1, unknown: 0 });
  expect(answer.today?.after.byRule["antivirus-definitions"]).toEqual({ fail: 2, warn: 1, unknown: 0 });
  expect(answer.today?.newlyFailing.examples[0]?.sentence).toContain("they may be 3 days old at most");
  expect(answer.days).toHaveLength(30);
  // All were enrolled today: there is no past to judge yet.
  expect(answer.days.every((day) => day.machines === 0)).toBe(true);
  expect(await viewer.machines()).toEqual(before);

  const change = { document: stricter, reason: "definitions arrive daily", basedOn: version, whatIf: answer.id };
  const other = await viewer.send("PUT", "/api/v1/policy", { ...change, document: `${stricter}\n# else` });
  expect(other).toMatchObject({ status: 409, body: { code: "what_if_unfit" } });
  expect(await viewer.send("PUT", "/api/v1/policy", change)).toMatchObject({
    status: 200,
    body: { version: version + 1, whatIf: { id: answer.id, today: { digestNames: 1 } } },
  });
  await viewer.until(async () => (await viewer.machine(ids[2] ?? "")).status === "non-compliant");
});

it("answers a faulty document with its faults, and an unknown rehearsal with not found", async () => {
  const faulty = await viewer.send("POST", "/api/v1/policy/what-if", { document: "name: 7" });
  expect(faulty).toMatchObject({ status: 422, body: { code: "policy_invalid" } });
  const gone = await viewer.send("DELETE", "/api/v1/policy/what-if/none", {});
  expect(gone).toMatchObject({ status: 404 });
});

it("a newer rehearsal takes the place of one that runs", async () => {
  const first = await viewer.send("POST", "/api/v1/policy/what-if", { document: stricter });
  const second = await rehearsed(`${stricter}\n# again`);
  expect(second.state).toBe("done");
  const { state } = await viewer.get<WhatIf>(`/api/v1/policy/what-if/${(first.body as WhatIf).id}`);
  expect(["cancelled", "done"]).toContain(state);
});

it("answers the same at the command line, beside the running server", async () => {
  const env = { MUSTER_DATA_DIR: server.dataDir };
  const { code, stdout, stderr } = await runCommand(SERVER_MAIN, ["what-if", EXAMPLE_POLICY_FILE, "--json"], env);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ today: { machines: 4, recovered: { count: 1 } } });
  const words = await runCommand(SERVER_MAIN, ["what-if", EXAMPLE_POLICY_FILE], env);
  expect(words.stdout).toContain("1 would fail no rule any more, such as:\n  pc-4: ");
});
