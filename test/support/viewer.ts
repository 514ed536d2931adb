import { EventEmitter } from "node:events";
import {
  type CheckProgress,
  type FlagPage,
  type FleetChange,
  MachineDetail,
  MachinePage,
  type ServerToDashboard,
} from "@muster/shared/api.ts";
import type { Role } from "@muster/shared/permissions.ts";
import { DASHBOARD_NAMESPACE } from "@muster/shared/wire.ts";
import { io, type Socket } from "socket.io-client";
import { SERVER_MAIN } from "../../scripts/child.ts";
import { runCommand, type ServerProgram } from "./programs.ts";

/** Somebody who is signed in: asks the API and watches the live feed. */
export type Viewer = {
  cookie: string;
  get<T>(path: string): Promise<T>;
  send(method: string, path: string, body: unknown): Promise<{ status: number; body: unknown }>;
  machines(): Promise<MachinePage["items"]>;
  machine(id: string): Promise<MachineDetail>;
  flags(query?: string): Promise<FlagPage["items"]>;
  /** Every step of a check that the feed has told of. */
  checks: CheckProgress[];
  /** Looks now and after every change that the feed tells of, until something fits; resolves with it. */
  until<T>(look: () => Promise<T | null | undefined | false>): Promise<T>;
  /** Resolves when the server has ended the live connection for want of a session. */
  untilSignedOut(): Promise<void>;
  close(): void;
};

/** Signs in as the owner who started the server, or by a link for the operator named, who is made with the role given. */
export async function signIn(server: ServerProgram, operator?: string, role: Role = "admin"): Promise<Viewer> {
  const { httpUrl } = server.ready;
  const signInUrl = operator === undefined ? server.ready.signInUrl : await newSignInLink(server, operator, role);
  const token = signInUrl.slice(signInUrl.indexOf("#") + 1);
  const answer = await fetch(`${httpUrl}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token }),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
  if (!answer.ok || !cookie) throw new Error(`Signing in failed: ${answer.status} ${await answer.text()}`);
  return watch(httpUrl, cookie);
}

async function newSignInLink(server: ServerProgram, operator: string, role: Role): Promise<string> {
  const args = ["sign-in-link", "--operator", operator, "--role", role, "--json"];
  const { code, stdout, stderr } = await runCommand(SERVER_MAIN, args, { MUSTER_DATA_DIR: server.dataDir });
  if (code !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as { url: string }).url;
}

async function watch(httpUrl: string, cookie: string): Promise<Viewer> {
  const changes = new EventEmitter();
  changes.setMaxListeners(0);
  const socket: Socket<ServerToDashboard> = io(`${httpUrl}${DASHBOARD_NAMESPACE}`, {
    transports: ["websocket"],
    forceNew: true,
    extraHeaders: { cookie },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  socket.on("changed", (change: FleetChange) => changes.emit("change", change));
  const checks: CheckProgress[] = [];
  socket.on("checks", (progress) => {
    checks.push(...progress);
    changes.emit("change");
  });

  const get = async <T>(path: string): Promise<T> => {
    const answer = await fetch(`${httpUrl}${path}`, { headers: { cookie } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    cookie,
    checks,
    get,
    send: async (method, path, body) => {
      const headers = { cookie, "content-type": "application/json" };
      const answer = await fetch(`${httpUrl}${path}`, { method, headers, body: JSON.stringify(body) });
      const text = await answer.text();
      return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
    },
    machines: async () => MachinePage.parse(await get("/api/v1/machines")).items,
    machine: async (id) => MachineDetail.parse(await get(`/api/v1/machines/${id}`)),
    flags: async (query = "") => (await get<FlagPage>(`/api/v1/flags${query}`)).items,
    until: async (look) => {
      for (;;) {
        // Listening starts before looking, so that nothing can slip by in between.
        const change = new Promise((resolve) => changes.once("change", resolve));
        const found = await look();
        if (found) return found;
        await change;
      }
    },
    untilSignedOut: () => new Promise((resolve) => socket.once("signedOut", resolve)),
    close: () => socket.disconnect(),
  };
}
