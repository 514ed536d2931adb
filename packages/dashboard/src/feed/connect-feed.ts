import { CheckProgress, type FeedGreeting, FleetChange, type ServerToDashboard } from "@muster/shared/api.ts";
import { DASHBOARD_NAMESPACE } from "@muster/shared/wire.ts";
import type { QueryClient } from "@tanstack/react-query";
import { io, type Socket } from "socket.io-client";
import { sessionQuery } from "../api/queries.ts";
import { applyChange, refreshEverything } from "./apply-change.ts";
import { forgetChecks, noteChecks } from "./checks.ts";
import { connection } from "./connection.ts";

/** How long to wait in ms before a connection that the server closed or refused is tried again. */
const RETRY_MS = 3_000;

/** Listens to the server until the returned function is called. */
export function connectFeed(queries: QueryClient, onSignedOut: () => void): () => void {
  const loadedAt = Date.now();
  /** Up to where this dashboard has been told, so that it goes on from there after a break. */
  let position: string | undefined;
  let isCatchingUp = true;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const socket: Socket<ServerToDashboard, Record<string, never>> = io(DASHBOARD_NAMESPACE, {
    transports: ["websocket"],
    auth: (greet) => greet({ since: position } satisfies FeedGreeting),
    reconnectionDelay: 500,
    reconnectionDelayMax: 10_000,
  });

  function noteLoss(): void {
    if (connection.get().state !== "lost") connection.set({ state: "lost", since: Date.now() });
  }

  /** Socket.IO does not try again by itself after the server's own refusal; it may mean that the session has ended. */
  function tryAgain(): void {
    clearTimeout(retry);
    retry = setTimeout(() => {
      void queries.fetchQuery({ ...sessionQuery, staleTime: 0, retry: false }).then(
        () => socket.connect(),
        () => tryAgain(),
      );
    }, RETRY_MS);
  }

  /** The first message after connecting says what was missed: only with it is the screen up to date. */
  function noteCaughtUp(change: FleetChange | undefined): void {
    isCatchingUp = false;
    const before = connection.get();
    if (before.state !== "lost") {
      connection.set({ state: "live" });
      return;
    }
    const at = Date.now();
    const changed = change === undefined || change.isPartial ? null : change.machines.length;
    connection.set({ state: "live", resumed: { at, lostForMs: at - before.since, changed } });
  }

  socket.on("connect", () => {
    isCatchingUp = true;
    forgetChecks();
  });
  socket.on("disconnect", (reason) => {
    noteLoss();
    if (reason === "io server disconnect") tryAgain();
  });
  socket.on("connect_error", () => {
    noteLoss();
    if (!socket.active) tryAgain();
  });
  socket.on("changed", (message) => {
    const { data: change } = FleetChange.safeParse(message);
    // A dashboard older than its server may not understand a message; what it means can still be fetched. And before the first
    // message nobody has begun to read.
    if (change === undefined || position === undefined) refreshEverything(queries);
    else applyChange(queries, change, loadedAt);
    position = change?.position;
    if (isCatchingUp) noteCaughtUp(change);
  });
  socket.on("checks", (message) => {
    const progress = CheckProgress.array().safeParse(message);
    if (progress.success) noteChecks(progress.data);
  });
  socket.on("signedOut", onSignedOut);

  return () => {
    clearTimeout(retry);
    socket.removeAllListeners();
    socket.disconnect();
    connection.set({ state: "connecting" });
  };
}
