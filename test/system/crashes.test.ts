import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Outbox } from "../../packages/agent/src/outbox/outbox.ts";
import { type CraftedFiles, craftFiles } from "../support/crafted-files.ts";
import { LightAgent, reportOf, sendReport } from "../support/light-agent.ts";
import {
  newEnrolmentLink,
  newFolder,
  removeFolder,
  restartServer,
  type ServerProgram,
  startAgent,
  startServer,
} from "../support/programs.ts";
import { withStore } from "../support/read-store.ts";
import { signIn } from "../support/viewer.ts";

let folder: string;
let server: ServerProgram;

beforeEach(async () => {
  folder = await newFolder();
  server = await startServer({ dataDir: folder });
});

afterEach(async () => {
  await server.stop();
  await removeFolder(folder);
});

function storedSequences(machineId: string): Promise<number[]> {
  return withStore(server, async ({ reader }) => {
    const rows = await reader
      .selectFrom("report")
      .select("sequence")
      .where("machine_id", "=", machineId)
      .orderBy("sequence")
      .execute();
    return rows.map((row) => row.sequence);
  });
}

/** Sends until the line breaks; returns the highest sequence that was acknowledged. */
async function sendUntilCut(
  agent: LightAgent,
  machineId: string,
  first: number,
  onAcknowledged: (count: number) => void,
) {
  const { socket } = await agent.connect(machineId);
  let acknowledged = first - 1;
  try {
    for (let sequence = first; ; sequence++) {
      const answer = await sendReport(socket, reportOf(sequence, `variant-${sequence}`));
      if (!answer.ok) throw new Error(answer.error.code);
      acknowledged = sequence;
      onAcknowledged(sequence - first + 1);
    }
  } catch (error) {
    if (!String(error).includes("disconnected")) throw error;
  } finally {
    socket.disconnect();
  }
  return acknowledged;
}

it("kill -9 of the server while reports flow: nothing acknowledged is missing, nothing is stored twice", async () => {
  const agent = await LightAgent.from(await newEnrolmentLink(server));
  const enrolled = await agent.enrol();
  enrolled.socket.disconnect();
  const { machineId } = enrolled.welcome;
  let acknowledged = 0;
  for (const killAfter of [1, 7, 20]) {
    const killed = Promise.withResolvers<void>();
    const sent = await sendUntilCut(agent, machineId, acknowledged + 1, (count) => {
      if (count === killAfter) server.kill().then(killed.resolve, killed.reject);
    });
    await killed.promise;
    acknowledged = Math.max(acknowledged, sent);
    server = await restartServer(server);
    const stored = await storedSequences(machineId);
    expect(stored).toEqual(stored.map((_, index) => index + 1));
    expect(stored.length).toBeGreaterThanOrEqual(acknowledged);
    // At most the one report that was on its way had become durable without its answer getting through.
    expect(stored.length).toBeLessThanOrEqual(acknowledged + 1);
    acknowledged = stored.length;
  }
});

/** More than an "unchanged", a ping or an acknowledgement takes on the line; less than any whole report. */
const REPORT_BYTES = 1_000;

/**
 * A line between agent and server that, once armed, swallows every answer from the next whole report on. Until that
 * report passes, answers pass too: an acknowledgement lost earlier would keep the agent from sending it at all.
 */
async function startDeafLine(port: number): Promise<{ server: Server; address: string; arm: () => void }> {
  let isArmed = false;
  let isSwallowing = false;
  const line = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    near.on("data", (chunk) => {
      if (isArmed && chunk.length >= REPORT_BYTES) isSwallowing = true;
      far.write(chunk);
    });
    far.on("data", (chunk) => {
      if (!isSwallowing) near.write(chunk);
    });
    const cut = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on("close", cut).on("error", cut);
  });
  await new Promise<void>((resolve) => line.listen(0, "127.0.0.1", resolve));
  const address = line.address();
  const own = typeof address === "object" && address ? address.port : 0;
  return {
    server: line,
    address: `127.0.0.1:${own}`,
    arm: () => {
      isArmed = true;
    },
  };
}

it("kill -9 of the agent before its acknowledgement: the report is sent again and stored once", async () => {
  const files: CraftedFiles = await craftFiles(folder);
  const viewer = await signIn(server);
  const port = Number(server.ready.localAddress.split(":").at(-1));
  const line = await startDeafLine(port);
  const link = await newEnrolmentLink(server);
  const throughLine = link.replace(/\/\/[^/]+/, `//${line.address}`);
  let agent = startAgent({ dataDir: folder, link: throughLine, environment: files.environment });
  const machine = await viewer.until(async () => {
    const [first] = await viewer.machines();
    return first?.agentVersion ? first : null;
  });

  line.arm();
  await files.writePasswordAge(200);
  await viewer.until(async () => (await viewer.flags("?rule=password-age"))[0]);
  // It is durable at the server, and the agent cannot know.
  await agent.kill();
  line.server.close();
  const waiting = await Outbox.open(join(folder, "agent", "outbox"));
  const unacknowledged = await waiting.first();
  expect(unacknowledged).not.toBeNull();
  const stored = await storedSequences(machine.id);
  expect(stored).toContain(unacknowledged?.report.sequence);

  agent = startAgent({ dataDir: folder, link, environment: files.environment });
  await files.writePasswordAge(1);
  await viewer.until(async () => (await viewer.flags("?state=resolved&rule=password-age"))[0]);
  const after = await storedSequences(machine.id);
  expect(after.slice(0, stored.length)).toEqual(stored);
  expect(new Set(after).size).toBe(after.length);
  expect(await viewer.flags("?state=all&rule=password-age")).toHaveLength(1);
  viewer.close();
  await agent.stop();
});

it("what an agent collects while the server is away arrives once it is back, in order", async () => {
  const files = await craftFiles(folder);
  const link = await newEnrolmentLink(server);
  const agent = startAgent({ dataDir: folder, link, environment: files.environment });
  await agent.untilLogged((entry) => entry.msg === "online");
  const before = await signIn(server);
  const machine = await before.until(async () => (await before.machines()).find((each) => each.agentVersion));
  before.close();
  await server.stop();
  await files.writePasswordAge(200);
  await agent.untilLogged((entry) => entry.code === "server_unreachable");
  server = await restartServer(server);
  const viewer = await signIn(server);
  await viewer.until(async () => (await viewer.flags("?rule=password-age"))[0]);
  expect((await viewer.machine(machine.id)).isOnline).toBe(true);
  viewer.close();
  expect(await agent.stop()).toBe(0);
});
