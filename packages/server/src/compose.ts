import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { AppError } from "@muster/shared/errors.ts";
import { MAX_FRAME_BYTES } from "@muster/shared/limits.ts";
import type { Logger } from "pino";
import { Server as SocketServer } from "socket.io";
import { consoleOperator } from "./auth/operators.ts";
import { newSignInToken } from "./auth/sign-in-links.ts";
import { every } from "./clock/every.ts";
import { startFlipClock } from "./clock/flip-clock.ts";
import { createForgetting } from "./clock/forget-old.ts";
import { applyPolicyToAll, judgeAgain } from "./clock/judge-again.ts";
import { systemTimers } from "./clock/system-timers.ts";
import { composeAlerts } from "./compose-alerts.ts";
import { BY_ITSELF, composeAudit } from "./compose-audit.ts";
import { composeAuth } from "./compose-auth.ts";
import { loadCertificates, localNameOf, publicAddressOf, renewCertificates } from "./compose-certificates.ts";
import { composeChecks } from "./compose-checks.ts";
import { composeDigests } from "./compose-digests.ts";
import { composeEvidence } from "./compose-evidence.ts";
import { composeLab } from "./compose-lab.ts";
import { composeLetters } from "./compose-letters.ts";
import { composeOperating } from "./compose-operating.ts";
import { composePacing } from "./compose-pacing.ts";
import { openStoreToServe } from "./compose-store.ts";
import { composeSystem } from "./compose-system.ts";
import { composeWalls } from "./compose-walls.ts";
import { EXAMPLE_POLICY_FILE, isLoopback, type ServerConfig, secretsKeyFileOf, storePlaceOf } from "./config.ts";
import { createFleetFeed } from "./feed/fleet-feed.ts";
import { adoptPolicyFile } from "./flags/adopt-policy-file.ts";
import type { JudgeContext } from "./flags/judge-machines.ts";
import { openPolicyBook } from "./flags/policy-book.ts";
import { createHttp } from "./http/create-http.ts";
import { listen } from "./http/listen.ts";
import { isLoopbackAddress, isOwnOrigin } from "./http/own-origin.ts";
import { createContactLog } from "./ingest/contact-log.ts";
import { createIngest } from "./ingest/ingest.ts";
import { createMachineLookup } from "./ingest/machine-lookup.ts";
import { openAgentLink } from "./link/agent-link.ts";
import { AgentPresence } from "./link/agent-presence.ts";
import { openDashboardLink } from "./link/dashboard-link.ts";
import type { Certificates } from "./ops/certificates.ts";
import { createRehearsals } from "./rehearsal/rehearsals.ts";
import { createRoster } from "./roster/roster.ts";
import { noteConflict } from "./store/conflicts.ts";
import { recordFleetDay } from "./store/fleet-days.ts";
import { machinesDue, nextChangeAt, partAll } from "./store/machines.ts";
import { openSeal } from "./store/open-seal.ts";
import type { MachineRow } from "./store/schema.ts";
import { forgetFuture, latestInstant } from "./store/step-back.ts";

/** How often is looked whether the policy was changed from elsewhere, and how often the day's totals are written. */
const POLICY_LOOK_MS = 2_000;
const TOTALS_MS = 5 * 60_000;

/** How often is looked for what has been kept long enough. */
const HOUR_MS = 3_600_000;

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
  const path = config.policyFile ?? EXAMPLE_POLICY_FILE;
  const policyFile = { path, text: await readPolicyFile(path), isNamed: config.policyFile !== undefined };
  const store = await openStoreToServe(config, log);
  stops.push(() => store.close());
  log.info({ binding: store.binding }, "store open");
  let certificates = await loadCertificates(config, now());
  const audit = await composeAudit({ config, store, log });
  stops.push(audit.stop);

  const adopted = await adoptPolicyFile(store.writer, policyFile, now());
  if (adopted.isNew) {
    const { version, sha256 } = adopted.row;
    const after = { version, sha256 };
    await audit.record({ ...BY_ITSELF, act: "policy.change", subject: policyFile.path, details: { after } });
    log.info({ version }, "policy recorded");
  }
  const policies = await openPolicyBook(store.writer, (error) => log.error({ err: error }, "policy left out"));
  const judging = (): JudgeContext => ({ policies: policies.versions(), now: now(), newId: randomUUID });
  // No connection outlived the last run; silence counts from now, since nobody could be heard before.
  await partAll(store.writer, now());

  const seal = openSeal(secretsKeyFileOf(config));
  const { sessions, ...auth } = await composeAuth({ config, store, seal, now });
  stops.push(auth.stop);
  const onError = (what: string) => (error: unknown) => log.error({ err: error }, what);
  const presence = new AgentPresence({
    onChange: (machineId) => feed.changed([machineId]),
    onLeft: (machineId) => {
      checks.left(machineId);
      const change = { kind: "parted", machineId, at: now(), how: "lost" } as const;
      contacts.submit(change).catch(onError("a parting was not written"));
    },
    onTwoAlive: (machineId) => {
      const sentence = "Two agents take turns under this machine's key: it was cloned, or its key was copied.";
      const doubt = { kind: "two-alive", machine_id: machineId, other_id: null, sentence };
      noteConflict(store.writer, doubt, { now: now(), newId: randomUUID }).then(
        () => feed.changed([machineId]),
        onError("a doubt was not written"),
      );
    },
  });
  const roster = createRoster(store.reader, onError("reading what changed failed"));
  const machinesChanged = (ids: readonly string[]): void => {
    roster.changed(ids);
    feed.changed(ids);
  };
  const onJudged = (machines: MachineRow[]): void => {
    machinesChanged(machines.map((machine) => machine.id));
    for (const machine of machines) clock.expect(machine.changes_at);
  };

  const ingest = createIngest({
    writer: store.writer,
    judging,
    onCommitted: onJudged,
    onCommit: (commit) => metrics.committed(commit),
  });
  stops.push(() => ingest.drained());
  const contacts = createContactLog({ writer: store.writer, judging, onCommitted: onJudged });
  stops.push(() => contacts.drained());
  const rehearsals = createRehearsals({
    storePlace: storePlaceOf(config),
    policy: policies.inForce,
    digestTo: () => config.mailTo,
    now,
    newId: randomUUID,
    onError: onError("rehearsing a policy failed"),
  });
  stops.push(rehearsals.stop);
  const evidence = composeEvidence({ config, store, log, now });
  stops.push(evidence.stop);
  const parserLab = composeLab(now);
  stops.push(parserLab.stop);
  const listensBeyondThisMachine = !isLoopback(config.listenAddress);
  const digests = await composeDigests({
    config,
    store,
    policy: () => policies.inForce().policy,
    online: () => presence.count(),
    certificateEndsAt: () => certificates.expiresAt,
    // The port is known only once it is open; a configured one that is 0 is for tests.
    publicAddress: publicAddressOf(config, config.httpsPort),
    log,
  });
  stops.push(digests.stop);
  const { mailer, dashboardUrl } = digests;
  const hasMailServer = mailer !== null;
  stops.push(composeLetters({ config, store, policy: () => policies.inForce().policy, hasMailServer, log }));
  const alerts = composeAlerts({ config, store, seal, mailer, dashboardUrl, log });
  stops.push(alerts.stop);
  const { metrics, readiness } = composeOperating({
    config,
    store,
    roster,
    agents: () => presence.count(),
    dashboards: () => viewers.count(),
    reportsWaiting: () => ingest.waiting.items,
    certificateEndsAt: () => certificates.expiresAt,
    now,
    log,
  });
  const http = await createHttp({
    context: {
      store,
      sessions,
      ...auth,
      audit,
      readiness,
      metrics,
      evidence,
      ...composeWalls({ store, roster, presence, now }),
      presence,
      rehearsals,
      parserLab,
      roster,
      judging,
      machinesChanged,
      now,
      policy: policies.inForce,
      policyChanged: () => void followPolicy().catch(onError("the new policy was not applied to every machine")),
      dueNow: () => clock.expect(now()),
      accessChanged: () => viewers.recheck(),
      askToCheck: (machineIds) => checks.ask(machineIds),
      flagsWorked: (machineIds) => feed.changed(machineIds),
      machineRetired: (machine) => {
        presence.cut(machine.id);
        machinesChanged([machine.id]);
      },
      publicAddress: () => publicAddress,
      caFingerprint: certificates.caFingerprint,
      system: composeSystem({
        store,
        certificates: () => certificates,
        startedAt: now(),
      }),
      listensBeyondThisMachine,
      digests,
      alerts,
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

  const viewers = openDashboardLink({ io, sessions, isOwnOrigin, catchUp: (since, tell) => feed.catchUp(since, tell) });
  stops.push(viewers.stop);
  const checks = composeChecks(presence, viewers.publishChecks, now);
  stops.push(() => checks.stop());
  const feed = createFleetFeed({
    run: randomUUID(),
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
    latest: await latestInstant(store.writer),
    steppedBack: async (byMs) => {
      log.warn({ byMs }, "this computer's clock went back: every machine is judged again");
      await forgetFuture(store.writer, { now: now(), byMs });
    },
    onError: (error) => log.error({ err: error }, "judging what was due failed"),
  });
  stops.push(clock.stop);
  await applyPolicyToAll(store.writer, judging, onJudged);
  const followPolicy = async (): Promise<void> => {
    if (!(await policies.refresh())) return;
    log.info({ version: policies.inForce().version }, "policy in force");
    await applyPolicyToAll(store.writer, judging, onJudged);
  };
  stops.push(every(POLICY_LOOK_MS, followPolicy, onError("looking for a new policy failed")));
  const forgetOld = createForgetting(store.writer, { reports: config.keepReportsMs, history: config.keepHistoryMs });
  const forget = async (): Promise<void> => {
    const forgotten = await forgetOld(now());
    if (Object.values(forgotten).some((rows) => rows > 0)) log.info(forgotten, "removed what was kept long enough");
  };
  stops.push(every(HOUR_MS, forget, onError("removing what is too old failed")));
  const writeTotals = () => recordFleetDay(store.writer, now(), policies.inForce().version);
  stops.push(every(TOTALS_MS, writeTotals, onError("the day's totals were not written")));

  const { pacing, stop: stopPacing } = await composePacing(store, onError("counting the fleet failed"));
  stops.push(stopPacing);
  openAgentLink({
    io,
    writer: store.writer,
    ingest,
    lookUp: createMachineLookup(store.reader),
    pacing,
    contacts,
    presence,
    caFingerprint: certificates.caFingerprint,
    reportIntervalMs: config.reportIntervalMs,
    now,
    newId: randomUUID,
    onEnrolled: (machine) => onJudged([machine]),
    onTaken: (machineId, sequence) => checks.judged(machineId, sequence),
    record: audit.record,
    log,
  });

  const httpsPort = await listen(http.secure, config.httpsPort, config.listenAddress);
  const httpPort = await listen(http.plain, config.httpPort, "127.0.0.1");
  const publicAddress = publicAddressOf(config, httpsPort);
  const onRenewed = (fresh: Certificates): void => {
    certificates = fresh;
    http.secure.setSecureContext({ key: fresh.key, cert: fresh.chain });
  };
  stops.push(renewCertificates(config, onRenewed, log, now));
  digests.start();
  alerts.start();

  const httpUrl = `http://127.0.0.1:${httpPort}`;
  const owner = await consoleOperator(store.writer, userInfo().username, { now: now(), newId: randomUUID });
  const { token } = await newSignInToken(store.writer, owner.id, { now: now() });
  await audit.record({ ...BY_ITSELF, act: "session.link", subject: owner.name, details: { role: owner.role } });
  log.info({ httpUrl, publicAddress }, "server ready");
  return {
    httpUrl,
    httpsUrl: `https://${publicAddress}`,
    signInUrl: `${httpUrl}/sign-in#${token}`,
    publicAddress,
    localAddress: `${localNameOf(config.listenAddress)}:${httpsPort}`,
    listensBeyondThisMachine,
    stop: () => {
      readiness.drain();
      return stop();
    },
  };
}

async function readPolicyFile(path: string): Promise<string> {
  if (!existsSync(path)) throw new AppError("policy_invalid", `\n  ${path}: there is no such file.`);
  return readFile(path, "utf8");
}
