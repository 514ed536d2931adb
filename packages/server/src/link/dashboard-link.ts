import { type CheckProgress, FeedGreeting, type FleetChange, type ServerToDashboard } from "@muster/shared/api.ts";
import { EVENT_PERMISSIONS, may, type Permission, type Role } from "@muster/shared/permissions.ts";
import { DASHBOARD_NAMESPACE } from "@muster/shared/wire.ts";
import type { DefaultEventsMap, Namespace, Server, Socket } from "socket.io";
import { type Sessions, sessionCookieOf } from "../auth/sessions.ts";
import { connectError } from "./refusals.ts";

/** How often an open connection's session is looked at again. */
const RECHECK_MS = 60_000;

type Known = { sessionId: string };
type Viewers = Namespace<DefaultEventsMap, ServerToDashboard, DefaultEventsMap, Known>;
type Viewer = Pick<
  Socket<DefaultEventsMap, ServerToDashboard, DefaultEventsMap, Known>,
  "data" | "rooms" | "emit" | "disconnect"
>;

/** Every event asks the permission table; one that is added to the protocol does not compile without a line there. */
const NEEDED: Record<keyof ServerToDashboard, Permission> = EVENT_PERMISSIONS;
const EVENTS = Object.keys(NEEDED) as (keyof ServerToDashboard)[];

/** The room of those who may hear an event. */
function roomOf(event: keyof ServerToDashboard): string {
  return `may hear ${event}`;
}

function roomsOf(role: Role): string[] {
  return EVENTS.filter((event) => may(role, NEEDED[event])).map(roomOf);
}

export type DashboardLink = {
  hasViewers: () => boolean;
  count: () => number;
  publish: (change: FleetChange) => void;
  publishChecks: (progress: CheckProgress[]) => void;
  /** Ends at once what rests on a session or a role that is no more. */
  recheck: () => void;
  stop: () => void;
};

/** Shows changes to signed-in viewers; they may listen and say nothing. */
export function openDashboardLink(options: {
  io: Server;
  sessions: Sessions;
  isOwnOrigin: (origin: string | undefined, address: string | undefined) => boolean;
  /** Tells somebody who has just come what they missed since they were told last. */
  catchUp: (since: string | undefined, tell: (change: FleetChange) => void) => Promise<void>;
}): DashboardLink {
  const { io, sessions, isOwnOrigin, catchUp } = options;
  const namespace: Viewers = io.of(DASHBOARD_NAMESPACE);
  namespace.use((socket, next) => {
    const { origin, host, cookie } = socket.handshake.headers;
    if (!isOwnOrigin(origin, host)) return next(connectError("origin_refused"));
    sessions.find(sessionCookieOf(cookie)).then(
      (session) => {
        if (!session) return next(connectError("sign_in_required"));
        const rooms = roomsOf(session.role);
        if (rooms.length === 0) return next(connectError("role_refused"));
        socket.data.sessionId = session.id;
        void socket.join(rooms);
        next();
      },
      () => next(connectError("internal")),
    );
  });
  namespace.on("connection", (socket) => {
    if (!socket.rooms.has(roomOf("changed"))) return;
    const { since } = FeedGreeting.catch({}).parse(socket.handshake.auth);
    const tell = (change: FleetChange) => void socket.emit("changed", change);
    // Without it the dashboard would show what is old as if it were live: it is to come again.
    catchUp(since, tell).catch(() => socket.disconnect(true));
  });
  const recheck = (): void => {
    for (const socket of namespace.sockets.values()) void endIfNotAllowed(socket, sessions);
  };
  const timer = setInterval(recheck, RECHECK_MS);
  timer.unref();
  return {
    hasViewers: () => namespace.sockets.size > 0,
    count: () => namespace.sockets.size,
    publish: (change) => namespace.to(roomOf("changed")).emit("changed", change),
    publishChecks: (progress) => namespace.to(roomOf("checks")).emit("checks", progress),
    recheck,
    stop: () => clearInterval(timer),
  };
}

async function endIfNotAllowed(socket: Viewer, sessions: Sessions): Promise<void> {
  // By its own number: the cookie changes when somebody proves anew who is there.
  const session = await sessions.find({ id: socket.data.sessionId }).catch(() => null);
  if (session && roomsOf(session.role).every((room) => socket.rooms.has(room))) return;
  socket.emit("signedOut");
  socket.disconnect(true);
}
