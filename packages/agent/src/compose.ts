import { hostname } from "node:os";
import { join } from "node:path";
import { AppError } from "@muster/shared/errors.ts";
import { Platform } from "@muster/shared/facts/machine.ts";
import type { OutcomesByProbe } from "@muster/shared/report.ts";
import type { Logger } from "pino";
import { AGENT_VERSION } from "./agent-version.ts";
import { collectOutcomes } from "./collect/collect-outcomes.ts";
import type { AgentConfig } from "./config.ts";
import { Outbox } from "./outbox/outbox.ts";
import { createStanding, type StandingChange } from "./page/create-standing.ts";
import { servePage } from "./page/serve-page.ts";
import { DEFAULT_PATHS, type ProbePaths } from "./probes/probe-paths.ts";
import { createRollCall } from "./roll-call.ts";
import { watchWorld } from "./schedule/watch-world.ts";
import { listAddresses } from "./sources/list-addresses.ts";
import { systemSources } from "./sources/system-sources.ts";
import { type AgentStatus, writeStatus } from "./status-file.ts";
import { connectToServer, LinkError } from "./uplink/connection.ts";
import { enrolByLink } from "./uplink/enrol.ts";
import { ensureIdentity, readServerTie, type ServerTie } from "./uplink/identity.ts";
import { createUplink, type UplinkState } from "./uplink/uplink.ts";

export function agentFolder(config: AgentConfig): string {
  return join(config.dataDir, "agent");
}

/** The few places that a test or an unusual installation may move. */
export function probePaths(config: AgentConfig): ProbePaths {
  const { clamavFolder, clamdSocket, shadowFile, passwdFile, loginDefsFile } = config;
  const clamdSockets = clamdSocket === undefined ? DEFAULT_PATHS.clamdSockets : [clamdSocket];
  return { clamavFolder, clamdSockets, shadowFile, passwdFile, loginDefsFile };
}

/** Runs every probe of this machine's OS once. */
export function collectHere(config: AgentConfig, signal?: AbortSignal): Promise<OutcomesByProbe> {
  return collectOutcomes({
    platform: Platform.parse(process.platform),
    sources: systemSources(),
    paths: probePaths(config),
    now: Date.now,
    ...(signal ? { signal } : {}),
  });
}

export function enrolHere(config: AgentConfig, link: string, replace: boolean) {
  return enrolByLink({
    folder: agentFolder(config),
    link,
    name: hostname(),
    platform: Platform.parse(process.platform),
    agentVersion: AGENT_VERSION,
    replace,
  });
}

/**
 * Reports until the signal aborts.
 * @throws AppError `not_enrolled`
 */
export async function runAgent(config: AgentConfig, log: Logger, signal: AbortSignal): Promise<void> {
  const folder = agentFolder(config);
  const tie = await readServerTie(folder);
  if (!tie) throw new AppError("not_enrolled");
  const identity = await ensureIdentity(folder);
  const outbox = await Outbox.open(join(folder, "outbox"));
  const standing = createStanding(tie, outbox);
  const page = await servePage({
    port: config.pagePort,
    standing: standing.now,
    onCheck: () => {
      standing.collectionAsked();
      rollCall.hurry();
    },
  });
  log.info({ url: page.url }, "local page open");
  const write = keepStatus(folder, () => standing.now().status, log);
  const status = (change: StandingChange): void => {
    standing.note(change);
    write();
  };
  status({ pageUrl: page.url });

  const rollCall = createRollCall({
    outbox,
    collect: (collecting) => collectHere(config, collecting),
    agentVersion: AGENT_VERSION,
    now: Date.now,
    monotonic: () => performance.now(),
    random: Math.random,
    onCollected: (report) => standing.collected(report),
    onReport: () => {
      uplink.wake();
      status({});
    },
    log,
  });
  const uplink = createUplink({
    outbox,
    connect: (connecting) =>
      connectToServer({
        ...asMachine(tie),
        identity,
        agentVersion: AGENT_VERSION,
        onCollect: (begun) => rollCall.hurry((afterSequence) => begun({ afterSequence })),
        signal: connecting,
      }),
    now: Date.now,
    random: Math.random,
    onState: (state) => {
      logState(log, state);
      status({ uplink: state });
    },
    onWelcome: (welcome) => rollCall.setInterval(welcome.reportIntervalMs),
    onReceipt: (receipt) => {
      rollCall.setInterval(receipt.reportIntervalMs);
      log.debug({ sequence: receipt.sequence, status: receipt.status }, "report acknowledged");
      status({ lastReceipt: receipt });
    },
    onFactsUnknown: () => rollCall.hurry(),
    log,
  });
  watchWorld({
    look: () => ({ wallMs: Date.now(), monotonicMs: performance.now(), network: listAddresses() }),
    onChange: (change) => {
      log.info({ change }, "collecting at once");
      uplink.retry();
      rollCall.hurry();
    },
    signal,
  });
  await Promise.all([rollCall.run(signal), uplink.run(signal)]).finally(page.close);
}

/** How long in ms the server may take to hear of a removal. */
const REMOVAL_MS = 10_000;

/** Tells the server that this machine's agent was removed; a server that cannot be reached learns it by the silence. */
export async function sayRemoved(config: AgentConfig): Promise<boolean> {
  const folder = agentFolder(config);
  const tie = await readServerTie(folder);
  if (!tie) return false;
  const identity = await ensureIdentity(folder);
  const signal = AbortSignal.timeout(REMOVAL_MS);
  try {
    const connection = await connectToServer({ ...asMachine(tie), identity, agentVersion: AGENT_VERSION, signal });
    await connection.request("goodbye", { how: "removed" });
    connection.close();
    return true;
  } catch (error) {
    if (error instanceof LinkError) return false;
    throw error;
  }
}

function asMachine({ address, caPem, caFingerprint, machineId }: ServerTie) {
  return { address, caPem, caFingerprint, introduction: { as: "machine", machineId } as const };
}

function logState(log: Logger, state: UplinkState): void {
  if (state.kind === "offline") {
    const { code, message, remedy, details } = state.why;
    log.warn({ code, details, remedy }, message);
  } else log.info(state.kind);
}

/** Writes the status file after each change, one write at a time and never for a change that a later one has overtaken. */
function keepStatus(folder: string, current: () => AgentStatus, log: Logger): () => void {
  let isWriting = false;
  let isStale = false;
  const write = async (): Promise<void> => {
    isWriting = true;
    while (isStale) {
      isStale = false;
      await writeStatus(folder, current());
    }
  };
  return () => {
    isStale = true;
    if (isWriting) return;
    write()
      .catch((error: unknown) => log.warn({ err: error }, "the status file cannot be written"))
      .finally(() => {
        isWriting = false;
      });
  };
}
