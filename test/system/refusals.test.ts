import { ERRORS } from "@muster/shared/errors.ts";
import { MAX_FRAME_BYTES, MAX_REPORT_BYTES } from "@muster/shared/limits.ts";
import type { Answer, Welcome } from "@muster/shared/wire.ts";
import { PROTOCOL_VERSION } from "@muster/shared/wire.ts";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashToken } from "../../packages/server/src/auth/secrets.ts";
import { AGENT_MAIN } from "../../scripts/child.ts";
import { accepted, ask, LightAgent, reportOf, sendReport } from "../support/light-agent.ts";
import {
  newEnrolmentLink,
  newFolder,
  removeFolder,
  runCommand,
  type ServerProgram,
  startServer,
} from "../support/programs.ts";
import { snapshot, withStore } from "../support/read-store.ts";

let server: ServerProgram;
/** A machine that is enrolled and has reported: what a refusal must not touch. */
let known: LightAgent;
let knownId: string;

beforeAll(async () => {
  server = await startServer({ dataDir: await newFolder() });
  known = await LightAgent.from(await newEnrolmentLink(server));
  const { socket, welcome } = await known.enrol();
  knownId = welcome.machineId;
  accepted(await sendReport(socket, reportOf(1, "known-pc")));
  socket.disconnect();
});

afterAll(async () => {
  await server.stop();
  await removeFolder(server.dataDir);
});

/** Does something that must be refused, and checks that it is logged exactly once and changes nothing. */
async function expectRefusal(code: keyof typeof ERRORS, act: () => Promise<unknown>): Promise<void> {
  const before = await snapshot(server);
  const count = (): number => server.logged.filter((entry) => entry.code === code).length;
  const loggedBefore = count();
  const told = await act();
  if (told !== undefined) expect(told).toBe(code);
  await server.untilLogged(() => count() > loggedBefore);
  // The server still serves, and by its answer it has written whatever else the refusal could have made it log.
  await ping();
  expect(count()).toBe(loggedBefore + 1);
  expect(await snapshot(server)).toEqual(before);
}

async function ping(): Promise<void> {
  const { socket, welcome } = await known.connect(knownId);
  expect(welcome.machineId).toBe(knownId);
  socket.disconnect();
}

function codeOf(answer: Answer<unknown>): string {
  return answer.ok ? "accepted" : answer.error.code;
}

async function connectErrorOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once("connect_error", (error) =>
      resolve((error as { data?: { code: string } }).data?.code ?? error.message),
    );
    socket.once("connect", () => resolve("accepted"));
    socket.connect();
  });
}

async function newcomer(...options: string[]): Promise<LightAgent> {
  return LightAgent.from(await newEnrolmentLink(server, ...options));
}

async function tryToEnrol(agent: LightAgent, more: Record<string, unknown> = {}): Promise<string> {
  const { socket, nonce } = await agent.open();
  return codeOf(await ask<Welcome>(socket, "enrol", agent.enrolment(nonce, more)));
}

describe("who may not enrol", () => {
  it("a token that was never given out", async () => {
    await expectRefusal("token_unknown", () => tryToEnrol(known, { token: "A".repeat(43) }));
  });

  it("a token that another machine has used", async () => {
    const agent = await newcomer();
    const used = await agent.enrol();
    used.socket.disconnect();
    const thief = await newcomer();
    await expectRefusal("token_used", () => tryToEnrol(thief, { token: agent.token }));
  });

  it("a token past its end", async () => {
    const agent = await newcomer();
    await withStore(server, ({ writer }) =>
      writer
        .updateTable("enrolment_token")
        .set({ expires_at: Date.now() - 1 })
        .where("token_hash", "=", hashToken(agent.token))
        .execute(),
    );
    await expectRefusal("token_expired", () => tryToEnrol(agent));
  });

  it("a key whose owner did not sign", async () => {
    const agent = await newcomer();
    await expectRefusal("signature_invalid", () => tryToEnrol(agent, { publicKey: known.publicKey }));
  });

  it("anybody by a server whose CA is not the link's: the agent itself turns away", async () => {
    const link = await newEnrolmentLink(server);
    const dataDir = await newFolder();
    const before = await snapshot(server);
    const wrong = link.replace(/ca=.{64}$/, `ca=${"0".repeat(64)}`);
    const { code, stderr } = await runCommand(AGENT_MAIN, ["enrol", wrong], { MUSTER_DATA_DIR: dataDir });
    expect(code).toBe(2);
    expect(stderr).toContain(ERRORS.ca_mismatch.message);
    expect(await snapshot(server)).toEqual(before);
    await removeFolder(dataDir);
  });
});

describe("who may not connect", () => {
  it("a stolen machine id without its key", async () => {
    const thief = await newcomer();
    const { socket, nonce } = await thief.open({ machineId: knownId });
    const signature = thief.signed("prove", nonce, knownId);
    await expectRefusal("signature_invalid", async () => codeOf(await ask(socket, "prove", { signature })));
  });

  it("a signature that was made for an earlier challenge", async () => {
    const first = await known.open({ machineId: knownId });
    const signature = known.signed("prove", first.nonce, knownId);
    accepted(await ask(first.socket, "prove", { signature }));
    first.socket.disconnect();
    const second = await known.open({ machineId: knownId });
    await expectRefusal("signature_invalid", async () => codeOf(await ask(second.socket, "prove", { signature })));
  });

  it("a machine that the server does not know", async () => {
    const stranger = await newcomer();
    const { socket, nonce } = await stranger.open({ machineId: "nobody" });
    const signature = stranger.signed("prove", nonce, "nobody");
    await expectRefusal("machine_unknown", async () => codeOf(await ask(socket, "prove", { signature })));
  });

  it.each([
    ["an agent too old", "protocol_too_old", 0],
    ["an agent too new", "protocol_too_new", PROTOCOL_VERSION + 1],
  ] as const)("%s", async (_, code, protocol) => {
    await expectRefusal(code, () => connectErrorOf(known.socket({ protocol })));
  });

  it("a handshake of another form", async () => {
    await expectRefusal("payload_invalid", () => connectErrorOf(known.socket({ protocol: "one" })));
  });

  it("an agent without TLS", async () => {
    const plain = io(`${server.ready.httpUrl}/agent`, {
      transports: ["websocket"],
      reconnection: false,
      autoConnect: false,
      auth: { protocol: PROTOCOL_VERSION, agentVersion: "test", machineId: null, instance: "a".repeat(22) },
    });
    await expectRefusal("plaintext_refused", () => connectErrorOf(plain));
  });
});

describe("what may not be said", () => {
  it("anything before the identity is proved", async () => {
    const { socket } = await known.open({ machineId: knownId });
    await expectRefusal("not_authenticated", async () => codeOf(await sendReport(socket, reportOf(2, "too-early"))));
  });

  it.each([
    ["an unknown event", "event_unknown", "become-root", {}],
    ["a malformed report", "payload_invalid", "report", { sentAt: "yesterday", report: { sequence: -1 } }],
    ["a report with nothing in it", "payload_invalid", "report", null],
    ["a second proof", "already_authenticated", "prove", { signature: "A".repeat(86) }],
  ] as const)("%s", async (_, code, event, payload) => {
    const { socket } = await known.connect(knownId);
    await expectRefusal(code, async () => codeOf(await ask(socket, event, payload)));
  });

  it("a report above its limit", async () => {
    const { socket } = await known.connect(knownId);
    const report = { ...reportOf(2, "big"), padding: "x".repeat(MAX_REPORT_BYTES) };
    await expectRefusal("payload_too_large", async () => codeOf(await sendReport(socket, report)));
  });

  it("a frame above its limit: the line is cut", async () => {
    const { socket } = await known.connect(knownId);
    await expectRefusal("payload_too_large", async () => {
      const cut = new Promise((resolve) => socket.once("disconnect", resolve));
      socket.emit("report", "x".repeat(MAX_FRAME_BYTES + 1), () => {});
      await cut;
    });
  });

  it("'unchanged' about facts that the server does not hold", async () => {
    const before = await snapshot(server);
    const { socket } = await known.connect(knownId);
    const now = new Date().toISOString();
    const answer = await ask(socket, "unchanged", {
      sentAt: now,
      report: { sequence: 2, collectedAt: now, digest: "0".repeat(64) },
    });
    expect(codeOf(answer)).toBe("facts_unknown");
    expect(await snapshot(server)).toEqual(before);
    socket.disconnect();
  });
});

describe("a sender that does not wait", () => {
  it("is told to, and what was taken stays in order", async () => {
    const agent = await newcomer();
    const { socket } = await agent.enrol();
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((sequence) => sendReport(socket, reportOf(sequence, `hasty-${sequence}`))),
    );
    expect(codeOf(answers[0] as Answer<unknown>)).toBe("accepted");
    expect(answers.slice(1).map(codeOf)).toContain("busy");
    socket.disconnect();
  });

  it("gets one try at showing who it is", async () => {
    const agent = await newcomer();
    const other = await newcomer();
    const { socket, nonce } = await agent.open();
    const second = other.enrolment(nonce);
    const answers = await Promise.allSettled([
      ask(socket, "enrol", agent.enrolment(nonce)),
      ask(socket, "enrol", second),
    ]);
    const taken = answers.filter((answer) => answer.status === "fulfilled" && answer.value.ok);
    expect(taken.length).toBeLessThanOrEqual(1);
    await server.untilLogged((entry) => entry.code === "already_authenticated" && entry.event === "enrol");
    socket.disconnect();
  });

  it("finds nothing behind Socket.IO's own namespace", async () => {
    const socket = io(`https://${known.address}/`, {
      transports: ["websocket"],
      reconnection: false,
      autoConnect: false,
      forceNew: true,
      ca: known.caPem,
    });
    expect(await connectErrorOf(socket)).toBe("not_authenticated");
  });
});

describe("the same report twice", () => {
  it("is acknowledged and stored once", async () => {
    const agent = await newcomer();
    const { socket, welcome } = await agent.enrol();
    const first = accepted(await sendReport(socket, reportOf(1, "twice")));
    const before = await snapshot(server);
    const second = accepted(await sendReport(socket, reportOf(1, "twice, but other")));
    expect(second.sequence).toBe(first.sequence);
    expect(await snapshot(server)).toEqual(before);
    expect(welcome.lastSequence).toBe(0);
    socket.disconnect();
  });
});
