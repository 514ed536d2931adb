import type { CheckProgress, FleetChange, ServerToDashboard } from "@muster/shared/api.ts";
import { DASHBOARD_NAMESPACE } from "@muster/shared/wire.ts";
import type { DefaultEventsMap, Namespace, Server, Socket } from "socket.io";
import { type Sessions, sessionCookieOf } from "../auth/sessions.ts";
import { connectError } from "./refusals.ts";

/** How often an open connection's session is looked at again. */
const RECHECK_MS = 60_000;

type Viewers = Namespace<DefaultEventsMap, ServerToDashboard>;

export type DashboardLink = {
  hasViewers: () => boolean;
  publish: (change: FleetChange) => void;
  publishChecks: (progress: CheckProgress[]) => void;
  stop: () => void;
};

/** Shows changes to signed-in viewers; they may listen and say nothing. */
export function openDashboardLink(options: {
  io: Server;
  sessions: Sessions;
  isOwnOrigin: (origin: string | undefined, address: string | undefined) => boolean;
}): DashboardLink {
  const { io, sessions, isOwnOrigin } = options;
  const namespace: Viewers = io.of(DASHBOARD_NAMESPACE);
  namespace.use((socket, next) => {
    const { origin, host, cookie } = socket.handshake.headers;
    if (!isOwnOrigin(origin, host)) return next(connectError("origin_refused"));
    sessions.find(sessionCookieOf(cookie)).then(
      (session) => next(session ? undefined : connectError("sign_in_required")),
      () => next(connectError("internal")),
    );
  });
  const recheck = setInterval(() => {
    for (const socket of namespace.sockets.values()) void endIfSignedOut(socket, sessions);
  }, RECHECK_MS);
  recheck.unref();
  return {
    hasViewers: () => namespace.sockets.size > 0,
    publish: (change) => namespace.emit("changed", change),
    publishChecks: (progress) => namespace.emit("checks", progress),
    stop: () => clearInterval(recheck),
  };
}

async function endIfSignedOut(
  socket: Pick<Socket<DefaultEventsMap, ServerToDashboard>, "handshake" | "emit" | "disconnect">,
  sessions: Sessions,
): Promise<void> {
  const session = await sessions.find(sessionCookieOf(socket.handshake.headers.cookie)).catch(() => null);
  if (session) return;
  socket.emit("signedOut");
  socket.disconnect(true);
}
