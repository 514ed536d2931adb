import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { askSocket } from "./ask-socket.ts";

let folder = "";
let server: Server | undefined;
const sockets: Socket[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "muster-socket-"));
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server?.close();
  server = undefined;
  await rm(folder, { recursive: true });
});

/** A daemon that does this with each request; gives its path. */
async function listen(onRequest: (socket: Socket, request: string) => void): Promise<string> {
  const path = join(folder, "daemon.sock");
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on("data", (request) => onRequest(socket, request.toString()));
  }).listen(path);
  await once(server, "listening");
  return path;
}

const signal = new AbortController().signal;

describe.runIf(process.platform !== "win32")("asking a socket", () => {
  it("gives what comes until the other side closes, in however many pieces", async () => {
    const path = await listen((socket, request) => {
      socket.write("heard ");
      setImmediate(() => socket.end(request));
    });
    expect(await askSocket({ path, request: "zVERSION\0", signal })).toMatchObject({
      kind: "answered",
      stdout: "heard zVERSION\0",
    });
  });

  it("that is not there, or that nobody listens on, is an answer", async () => {
    expect(await askSocket({ path: join(folder, "none"), request: "x", signal })).toEqual({ kind: "missing" });
    expect(await askSocket({ path: folder, request: "x", signal })).toMatchObject({ kind: "failed" });
  });

  it("that never answers fails in time", async () => {
    const path = await listen(() => {});
    expect(await askSocket({ path, request: "x", signal, timeoutMs: 30 })).toMatchObject({
      kind: "failed",
      reason: `${path} did not answer within 0.03 s`,
    });
  });

  it("that answers without end is cut off at the cap", async () => {
    const path = await listen((socket) => {
      socket.on("error", () => {});
      socket.write("y".repeat(100_000));
    });
    expect(await askSocket({ path, request: "x", signal, maxBytes: 1_000 })).toMatchObject({
      kind: "failed",
      reason: `${path} answered more than 1000 bytes`,
    });
  });

  it("ends when the collection is stopped", async () => {
    const stop = new AbortController();
    const path = await listen(() => stop.abort());
    expect(await askSocket({ path, request: "x", signal: stop.signal })).toMatchObject({
      kind: "failed",
      reason: `${path} was stopped before it had answered`,
    });
  });
});
