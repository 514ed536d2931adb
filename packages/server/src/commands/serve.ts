import { type RunningServer, startServer } from "../compose.ts";
import type { ServerConfig } from "../config.ts";
import { createLog } from "../log.ts";

/** Longest time in ms that stopping may take: below the 90 s after which systemd kills a unit. */
const STOP_WITHIN_MS = 60_000;

/** What a parent process is told over IPC once the server answers. */
export type ReadyMessage = { type: "ready" } & Omit<RunningServer, "stop">;

/** Runs the server until it is told to stop. */
export async function serve(config: ServerConfig): Promise<void> {
  const log = createLog(config.logLevel);
  const crash = (error: unknown): void => {
    // A bug: say so, and let whatever supervises the process start it again with its memory clean.
    log.fatal({ err: error }, "unexpected error");
    process.exit(1);
  };
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);

  const server = await startServer(config, log);
  const { stop, ...ready } = server;
  const { promise: stopped, resolve } = Promise.withResolvers<void>();
  let isStopping = false;
  const shutDown = (reason: string): void => {
    if (isStopping) return;
    isStopping = true;
    log.info({ reason }, "stopping");
    // Whoever supervises would kill it in the end, without a word of what held it up.
    setTimeout(() => {
      log.fatal("could not finish in time: what was not acknowledged will be sent again");
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    stop().then(resolve, crash);
  };
  process.on("SIGTERM", () => shutDown("SIGTERM"));
  process.on("SIGINT", () => shutDown("SIGINT"));
  // A parent that has gone without a word would leave the server running unseen.
  process.on("disconnect", () => shutDown("parent gone"));

  // Last, so that whoever is told may stop it at once.
  const message: ReadyMessage = { type: "ready", ...ready };
  if (process.send) process.send(message);
  else {
    // Where nobody watches, the output is kept by a supervisor: a link that lets an owner in has no place there.
    const first = process.stdout.isTTY ? `${ready.signInUrl}  (opens once)` : ready.httpUrl;
    console.log(`Dashboard, this PC:  ${first}  (a link to sign in: npm run server -- sign-in-link)`);
    console.log(`Agents and others:   ${ready.httpsUrl}`);
  }

  await stopped;
  log.info("stopped");
  if (process.connected) process.disconnect?.();
}
