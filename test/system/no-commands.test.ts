import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type Server as SecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { AGENT_NAMESPACE, SERVER_EVENTS } from "@muster/shared/wire.ts";
import { Server, type Socket } from "socket.io";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureCertificates } from "../../packages/server/src/ops/certificates.ts";
import { newFolder, type Program, removeFolder, startAgent } from "../support/programs.ts";

/** A server that has turned against its machines: it holds the right certificate and may say whatever it likes. */
let folder: string;
let listener: SecureServer;
let io: Server;
let agent: Program;
let connected: Promise<Socket>;

beforeAll(async () => {
  folder = await newFolder();
  const certificates = await ensureCertificates(join(folder, "tls"), ["127.0.0.1"], Date.now());
  listener = createServer({ key: certificates.key, cert: certificates.chain });
  io = new Server(listener, { transports: ["websocket"] });
  const serverTime = new Date().toISOString();
  connected = new Promise((resolve) => {
    io.of(AGENT_NAMESPACE).on("connection", (socket) => {
      socket.on("prove", (_, answer) => {
        answer({ ok: true, value: { machineId: "m1", serverTime, reportIntervalMs: 3_600_000, lastSequence: 0 } });
        resolve(socket);
      });
      socket.emit("challenge", { nonce: "n".repeat(43), serverTime });
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const caPem = certificates.chain.slice(certificates.chain.lastIndexOf("-----BEGIN CERTIFICATE-----"));
  const address = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
  const tie = { address, machineId: "m1", caPem, caFingerprint: certificates.caFingerprint };
  await mkdir(join(folder, "agent"));
  await writeFile(join(folder, "agent", "server.json"), JSON.stringify(tie));
  agent = startAgent({ dataDir: folder });
});

afterAll(async () => {
  await agent.stop();
  await io.close();
  await removeFolder(folder);
});

it("the protocol has no message that carries anything for an agent to do", () => {
  expect(Object.keys(SERVER_EVENTS).sort()).toEqual(["challenge", "collect", "refused"]);
  expect(Object.keys(SERVER_EVENTS.collect.shape)).toEqual([]);
  expect(SERVER_EVENTS.collect.safeParse({ command: "id" }).success).toBe(false);
});

it("an agent runs nothing that a server sends, and goes on collecting what it always collects", async () => {
  const socket = await connected;
  const mark = join(folder, "ran");
  const orders = [
    mark,
    [`/bin/touch ${mark}`],
    { command: `/bin/touch ${mark}` },
    { file: "/bin/touch", args: [mark] },
  ];
  const events = ["run", "exec", "command", "eval", "script", "update", "collect", "spawn", "powershell", "sources"];
  for (const event of events) for (const order of orders) socket.emit(event, order, () => {});
  for (const order of orders) socket.emit("collect", { ...Object(order), sources: [order] }, "not a function");

  const reported = new Promise<number>((resolve) => {
    socket.on("unchanged", ({ report }) => resolve(report.sequence));
    socket.on("report", ({ report }, answer) => {
      answer({ ok: false, error: { code: "payload_invalid", message: "", remedy: "" } });
      resolve(report.sequence);
    });
  });
  const begun = await new Promise<{ afterSequence: number }>((resolve) => socket.emit("collect", {}, resolve));
  expect(begun.afterSequence).toBeTypeOf("number");
  await reported;
  expect(existsSync(mark)).toBe(false);
});
