import { afterAll, beforeAll, expect, it } from "vitest";
import { LightAgent, reportOf, sendReport } from "../support/light-agent.ts";
import {
  newEnrolmentLink,
  newFolder,
  type Program,
  removeFolder,
  type ServerProgram,
  startAgent,
  startServer,
} from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

let folder: string;
let server: ServerProgram;
let agent: Program;
let viewer: Viewer;
let machineId: string;

beforeAll(async () => {
  folder = await newFolder();
  server = await startServer({ dataDir: folder, environment: { MUSTER_REPORT_INTERVAL: "1h" } });
  viewer = await signIn(server);
  agent = startAgent({ dataDir: folder, link: await newEnrolmentLink(server) });
  const machine = await viewer.until(async () => (await viewer.machines()).find((each) => each.agentVersion));
  machineId = machine.id;
});

afterAll(async () => {
  viewer.close();
  await agent.stop();
  await server.stop();
  await removeFolder(folder);
});

const check = (ids: string[]) => viewer.send("POST", "/api/v1/checks", { machineIds: ids });
const statesOf = (id: string) => viewer.checks.filter((each) => each.machineId === id).map((each) => each.state);

it("a machine that is asked reports long before its interval ends, and every step is told", async () => {
  const before = (await viewer.machine(machineId)).lastSeenAt;
  expect(await check([machineId])).toEqual({ status: 200, body: { asked: 1, offline: [] } });
  await viewer.until(async () => statesOf(machineId).includes("judged"));
  expect(statesOf(machineId)).toEqual(["asked", "collecting", "judged"]);
  expect((await viewer.machine(machineId)).lastSeenAt).not.toBe(before);
});

it("a machine that is not connected is named, and one that goes away is told of", async () => {
  const light = await LightAgent.from(await newEnrolmentLink(server));
  const { socket, welcome } = await light.enrol();
  await sendReport(socket, reportOf(1, "light"));
  expect((await check([welcome.machineId, "nobody"])).body).toEqual({ asked: 1, offline: ["nobody"] });
  socket.disconnect();
  await viewer.until(async () => statesOf(welcome.machineId).includes("unanswered"));
  expect(statesOf(welcome.machineId)).toEqual(["asked", "unanswered"]);
});

it("wrong requests are refused: no machine, too many, something else beside", async () => {
  const bodies = [
    { machineIds: [] },
    { machineIds: Array.from({ length: 501 }, (_, n) => `m${n}`) },
    { machineIds: [machineId], command: "id" },
  ];
  for (const body of bodies) expect((await viewer.send("POST", "/api/v1/checks", body)).status).toBe(400);
  const unsigned = await fetch(`${server.ready.httpUrl}/api/v1/checks`, { method: "POST" });
  expect(unsigned.status).toBe(401);
});
