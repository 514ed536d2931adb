import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Server as NetServer } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import { DAY_MS } from "@muster/shared/duration.ts";
import { AppError } from "@muster/shared/errors.ts";
import { MAX_FRAME_BYTES } from "@muster/shared/limits.ts";
import { schedule } from "node-cron";
import type { Logger } from "pino";
import { Server as SocketServer } from "socket.io";
import { createSessions } from "./auth/sessions.ts";
import { startFlipClock } from "./clock/flip-clock.ts";
import { applyPolicyToAll, judgeAgain } from "./clock/judge-again.ts";
import { systemTimers } from "./clock/system-timers.ts";
import { mailDomainOf, type ServerConfig } from "./config.ts";
import { createMailer, type Mailer } from "./digest/mailer.ts";
import { createNightly } from "./digest/nightly.ts";
import { createFleetFeed } from "./feed/fleet-feed.ts";
import type { JudgeContext, PolicyVersion } from "./flags/judge-machines.ts";
import { createHttp, type Http } from "./http/create-http.ts";
import { isLoopbackAddress, isOwnOrigin } from "./http/own-origin.ts";
import { createIngest } from "./ingest/ingest.ts";
import { openAgentLink } from "./link/agent-link.ts";
import { AgentPresence } from "./link/agent-presence.ts";
import { openDashboardLink } from "./link/dashboard-link.ts";
import { type Certificates, ensureCertificates } from "./ops/certificates.ts";
import { parsePolicy } from "./policy/parse-policy.ts";
import { machinesDue, nextChangeAt } from "./store/machines.ts";
import { openStore, type Store } from "./store/open-store.ts";
import { recordPolicy } from "./store/policies.ts";
import type { MachineRow } from "./store/schema.ts";

/** How often is looked whether a night's digest was missed. */
const CATCH_UP_MS = 60_000;

const DASHBOARD_FOLDER = join(import.meta.dirname, "../../dashboard/dist");

export type RunningServer = {
  httpUrl: string;
  httpsUrl: string;
  /** Opens a session once. */
  signInUrl: string;
  publicAddress: string;
  /** Where this PC's own agent finds the server. */
  localAddress: string;
  listensBeyondThisMachine: boolean;
  /** Stops taking, finishes what was taken, and closes the store. */
  stop(): Promise<void>;
};

export function storeFile(config: ServerConfig): string {
  return join(config.dataDir, "server", "muster.db");
}

export function openConfiguredStore(config: ServerConfig): Promise<Store> {
  return openStore({ file: storeFile(config), binding: config.storeBinding });
}

export function loadCertificates(config: ServerConfig, now: number): Promise<Certificates> {
  return ensureCertificates(join(config.dataDir, "server", "tls"), certificateNames(config), now);
}

/** The address that other PCs are told; `port` is the one that was really opened. */
export function publicAddressOf(config: ServerConfig, port: number): string {
  const given = config.publicAddress;
  if (given) return /:\d+$/.test(given) && !given.endsWith("]") ? given : `${given}:${port}`;
  const isOpen = config.listenAddress === "0.0.0.0" || config.listenAddress === "::";
  const name = isOpen ? hostname() : config.listenAddress;
  return `${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/** Every name under which this server may be reached. */
function certificateNames(config: ServerConfig): string[] {
  const open = ["0.0.0.0", "::"];
  const given = config.publicAddress?.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  const names = ["localhost", "127.0.0.1", "::1", hostname(), config.listenAddress, ...(given ? [given] : [])];
  return [...new Set(names)].filter((name) => !open.includes(name));
}

/** Joins the server's pieces and starts them. Everything that was started is stopped again if a later piece fails. */
export async function startServer(config: ServerConfig, log: Logger): Promise<RunningServer> {
  const { now } = systemTimers;
  const stops: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of stops.splice(0).toReversed()) await step();
  };
  try {
    return await startPieces(config, log, now, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startPieces(
  config: ServerConfig,
  log: Logger,
  now: () => number,
  stops: (() => unknown)[],
  stop: () => Promise<void>,
): Promise<RunningServer> {
  const policyText = await readPolicyFile(config.policyFile);
  const parsedPolicy = parsePolicy(policyText, config.policyFile);
  const store = await openConfiguredStore(config);
  stops.push(() => store.close());
  log.info({ binding: store.binding, file: storeFile(config) }, "store open");
  const certificates = await loadCertificates(config, now());

  const recorded = await recordPolicy(store.writer, { name: parsedPolicy.name, text: policyText }, now());
  if (recorded.isNew) log.info({ version: recorded.row.version }, "policy recorded");
  const policy: PolicyVersion = { version: recorded.row.version, policy: parsedPolicy };
  const judging = (): JudgeContext => ({ policy, now: now(), newId: randomUUID });

  const sessions = createSessions({ store, now });
  const presence = new AgentPresence((machineId) => feed.changed([machineId]));
  const onJudged = (machines: MachineRow[]): void => {
    feed.changed(machines.map((machine) => machine.id));
    for (const machine of machines) clock.expect(machine.changes_at);
  };

  const ingest = createIngest({
    writer: store.writer,
    policy: () => policy,
    now,
    newId: randomUUID,
    onCommitted: onJudged,
  });
  stops.push(() => ingest.drained());
  const listensBeyondThisMachine = !isLoopback(config.listenAddress);
  const http = await createHttp({
    context: {
      store,
      sessions,
      presence,
      now,
      publicAddress: () => publicAddress,
      caFingerprint: certificates.caFingerprint,
      listensBeyondThisMachine,
    },
    tls: { key: certificates.key, cert: certificates.chain },
    dashboardFolder: DASHBOARD_FOLDER,
    log,
  });
  stops.push(() => http.close());

  const io = new SocketServer({
    transports: ["websocket"],
    maxHttpBufferSize: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    serveClient: false,
    connectTimeout: 20_000,
  });
  io.attach(http.secure);
  // One engine hears both listeners; over the plain one only the dashboard is let in.
  http.plain.on("upgrade", (request, socket, head) => {
    if (isLoopbackAddress(request.headers.host)) http.secure.emit("upgrade", request, socket, head);
    else socket.destroy();
  });
  stops.push(() => {
    const closed = new Promise<void>((resolve) => io.close(() => resolve()));
    http.cutConnections();
    return closed;
  });

  const viewers = openDashboardLink({ io, sessions, isOwnOrigin });
  stops.push(viewers.stop);
  const feed = createFleetFeed({
    reader: store.reader,
    presence,
    now,
    hasViewers: viewers.hasViewers,
    publish: viewers.publish,
    onError: (error) => log.error({ err: error }, "feed failed"),
  });
  stops.push(feed.stop);

  const clock = startFlipClock({
    timers: systemTimers,
    nextChangeAt: () => nextChangeAt(store.writer),
    dueMachines: (at, limit) => machinesDue(store.writer, at, limit),
    flip: async (ids) => onJudged(await judgeAgain(store.writer, ids, judging())),
    onError: (error) => log.error({ err: error }, "judging what was due failed"),
  });
  stops.push(clock.stop);
  await applyPolicyToAll(store.writer, judging, onJudged);

  openAgentLink({
    io,
    writer: store.writer,
    ingest,
    presence,
    caFingerprint: certificates.caFingerprint,
    reportIntervalMs: config.reportIntervalMs,
    now,
    newId: randomUUID,
    onEnrolled: (machine) => onJudged([machine]),
    log,
  });

  const httpsPort = await listen(http.secure, config.httpsPort, config.listenAddress);
  const httpPort = await listen(http.plain, config.httpPort, "127.0.0.1");
  const publicAddress = publicAddressOf(config, httpsPort);
  stops.push(renewCertificates(config, http, log, now));
  stops.push(await startDigests(config, store, presence, publicAddress, log));

  const httpUrl = `http://127.0.0.1:${httpPort}`;
  const { token } = await sessions.newSignInToken();
  log.info({ httpUrl, publicAddress }, "server ready");
  return {
    httpUrl,
    httpsUrl: `https://${publicAddress}`,
    signInUrl: `${httpUrl}/sign-in#${token}`,
    publicAddress,
    localAddress: `${localNameOf(config.listenAddress)}:${httpsPort}`,
    listensBeyondThisMachine,
    stop,
  };
}

async function startDigests(
  config: ServerConfig,
  store: Store,
  presence: AgentPresence,
  publicAddress: string,
  log: Logger,
): Promise<() => Promise<void>> {
  const time = { ...config.digestTime, timeZone: config.digestTimeZone };
  const nightly = createNightly({
    store,
    presence,
    mailer: mailerOf(config),
    time,
    dashboardUrl: config.dashboardUrl?.replace(/\/$/, "") ?? `https://${publicAddress}`,
    mailDomain: mailDomainOf(hostname()),
    now: systemTimers.now,
    after: systemTimers.after,
    log,
  });
  const onError = (error: unknown): void => log.error({ err: error }, "the digest failed");
  const task = schedule(`${time.minute} ${time.hour} * * *`, () => nightly.run(false).then(() => {}, onError), {
    timezone: time.timeZone,
    noOverlap: true,
  });
  nightly.resume().catch(onError);
  // Besides the minute itself: a computer may sleep through it, and a change of clocks may leave it out.
  const lookLate = setInterval(() => nightly.catchUp().catch(onError), CATCH_UP_MS);
  return async () => {
    clearInterval(lookLate);
    await task.destroy();
    await nightly.stop();
  };
}

function mailerOf(config: ServerConfig): Mailer | null {
  if (config.mailServer === undefined) return null;
  return createMailer({
    server: config.mailServer,
    port: config.mailPort,
    user: config.mailUser,
    password: config.mailPassword,
    from: config.mailFrom,
    to: config.mailTo,
    requireTls: !config.mailAllowPlain && !isLoopback(config.mailServer),
  });
}

/** Looks once a day whether the certificate must be renewed, and swaps it without dropping a connection. */
function renewCertificates(config: ServerConfig, http: Http, log: Logger, now: () => number): () => void {
  const timer = setInterval(() => {
    loadCertificates(config, now()).then(
      (fresh) => http.secure.setSecureContext({ key: fresh.key, cert: fresh.chain }),
      (error: unknown) => log.error({ err: error }, "renewing the certificate failed"),
    );
  }, DAY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** How a program on this PC reaches an address that the server listens on. */
function localNameOf(listenAddress: string): string {
  if (listenAddress === "0.0.0.0") return "127.0.0.1";
  if (listenAddress === "::") return "[::1]";
  return listenAddress.includes(":") ? `[${listenAddress}]` : listenAddress;
}

function listen(server: NetServer, port: number, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new AppError("address_in_use", `It is port ${port} of ${address}.`) : error);
    });
    server.listen(port, address, () => {
      const bound = server.address();
      resolve(typeof bound === "object" && bound !== null ? bound.port : port);
    });
  });
}

function isLoopback(address: string): boolean {
  return address === "localhost" || address === "::1" || address.startsWith("127.");
}

async function readPolicyFile(path: string): Promise<string> {
  if (!existsSync(path)) throw new AppError("policy_invalid", `\n  ${path}: there is no such file.`);
  return readFile(path, "utf8");
}
