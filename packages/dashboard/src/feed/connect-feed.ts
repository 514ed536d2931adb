import { CheckProgress, FleetChange, type ServerToDashboard } from "@muster/shared/api.ts";
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
  let retry: ReturnType<typeof setTimeout> | undefined;
  const socket: Socket<ServerToDashboard, Record<string, never>> = io(DASHBOARD_NAMESPACE, {
    transports: ["websocket"],
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

  socket.on("connect", () => {
    connection.set({ state: "live" });
    // Whatever changed between the first fetch, or the break, and now was told to nobody.
    refreshEverything(queries);
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
    const change = FleetChange.safeParse(message);
    // A dashboard older than its server may not understand a message; what it means can still be fetched.
    if (change.success) applyChange(queries, change.data, loadedAt);
    else refreshEverything(queries);
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
