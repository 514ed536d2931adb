import { randomBytes } from "node:crypto";
import { type ErrorCode, refusal } from "@muster/shared/errors.ts";
import { MAX_REPORT_BYTES, PROVE_TIMEOUT_MS } from "@muster/shared/limits.ts";
import { RULE_TITLES } from "@muster/shared/rules.ts";
import { toEpochMs, toInstant } from "@muster/shared/text.ts";
import {
  AGENT_EVENTS,
  AGENT_NAMESPACE,
  type AgentEvent,
  AgentHandshake,
  type Answer,
  proofText,
  type Receipt,
  type Welcome,
} from "@muster/shared/wire.ts";
import type { Logger } from "pino";
import type { Server, Socket } from "socket.io";
import type { z } from "zod";
import type { Audited } from "../audit/happening.ts";
import { enrolMachine } from "../auth/enrolment.ts";
import { verifySignature } from "../auth/verify-signature.ts";
import { inOrder, remedyFor } from "../feed/describe-verdict.ts";
import type { Acceptance } from "../ingest/accept-reports.ts";
import type { Arrival } from "../ingest/arrival.ts";
import type { ContactLog } from "../ingest/contact-log.ts";
import type { Ingest } from "../ingest/ingest.ts";
import type { MachineLookup } from "../ingest/machine-lookup.ts";
import { saveOnce } from "../store/events.ts";
import type { Db } from "../store/open-store.ts";
import type { MachineRow } from "../store/schema.ts";
import type { AgentPresence } from "./agent-presence.ts";
import type { Pacing } from "./pacing.ts";
import { recordRefusal } from "./record-refusal.ts";
import { codeOfBreak, connectError, describeIssues, refuseHandshake } from "./refusals.ts";

export type AgentLinkOptions = {
  io: Server;
  writer: Db;
  ingest: Ingest;
  lookUp: MachineLookup;
  pacing: Pacing;
  contacts: ContactLog;
  presence: AgentPresence;
  caFingerprint: string;
  reportIntervalMs: number;
  now: () => number;
  newId: () => string;
  onEnrolled: (machine: MachineRow) => void;
  /** A report is durable and judged. */
  onTaken: (machineId: string, sequence: number) => void;
  /** Writes an entry of the audit log. */
  record: (audited: Audited) => Promise<void>;
  log: Logger;
};

type Payload<E extends AgentEvent> = z.infer<(typeof AGENT_EVENTS)[E]["payload"]>;
type Acknowledge = (answer: Answer<unknown>) => void;

/** What one connection has shown so far. */
type Connection = {
  socket: Socket;
  nonce: string;
  claimedId: string | null;
  instance: string;
  machineId: string | null;
  /** Has answered the challenge, rightly or not: there is one try. */
  hasAnswered: boolean;
  /** A report is on its way to being durable; the next may come after it. */
  isTaking: boolean;
};

/** When (ms) somebody who sends the next report before the last was answered may try again. */
const RETRY_AFTER_MS = 2_000;

/** Hears agents: checks who they are, hands their reports to the ingest, and answers when those are durable. */
export function openAgentLink(options: AgentLinkOptions): void {
  // Nobody has any business in the namespace that Socket.IO opens by itself.
  options.io.of("/").use((_, next) => next(connectError("not_authenticated")));
  const namespace = options.io.of(AGENT_NAMESPACE);
  namespace.use((socket, next) => {
    const code = refuseHandshake(socket);
    if (code === null) return next();
    logRefusal(options.log, socket, code);
    return next(connectError(code));
  });
  namespace.on("connection", (socket) => serveConnection(socket, options));
}

function serveConnection(socket: Socket, options: AgentLinkOptions): void {
  const { log, now, presence } = options;
  const handshake = AgentHandshake.parse(socket.handshake.auth);
  const connection: Connection = {
    socket,
    nonce: randomBytes(32).toString("base64url"),
    claimedId: handshake.machineId,
    instance: handshake.instance,
    machineId: null,
    hasAnswered: false,
    isTaking: false,
  };
  const proveTimer = setTimeout(() => drop(connection, "prove_timeout", log), PROVE_TIMEOUT_MS);
  // Every event is answered here and none is passed on: nothing further down the line may see what was not checked.
  socket.use(([event, ...args]) => {
    onEvent(connection, event, args, options).catch((error: unknown) => {
      log.error({ err: error, event }, "agent event failed");
      acknowledgeOf(args)?.({ ok: false, error: refusal("internal") });
    });
  });
  socket.on("disconnect", (reason, description) => {
    clearTimeout(proveTimer);
    if (connection.machineId !== null) presence.left(connection.machineId, socket);
    const code = codeOfBreak(reason, description);
    if (code) logRefusal(log, socket, code, { machineId: connection.machineId });
  });
  socket.emit("challenge", { nonce: connection.nonce, serverTime: toInstant(now()) });
}

async function onEvent(
  connection: Connection,
  event: unknown,
  args: unknown[],
  options: AgentLinkOptions,
): Promise<void> {
  const acknowledge = acknowledgeOf(args);
  const refuse = (code: ErrorCode, details?: string): void => {
    logRefusal(options.log, connection.socket, code, { event: String(event).slice(0, 60), details });
    const error = refusal(code, details === undefined ? {} : { details });
    recordRefusal({ ...connection, event: String(event), code }, options);
    acknowledge?.({ ok: false, error });
    // A machine that has proved who it is may send something wrong and go on; a stranger may not try again.
    if (connection.machineId === null) disconnectAfterAnswer(connection.socket);
  };
  if (!isAgentEvent(event)) return refuse("event_unknown");
  if (!acknowledge) return refuse("payload_invalid", "an acknowledgement must be asked for");
  const isAuthenticating = event === "prove" || event === "enrol";
  if (isAuthenticating && connection.hasAnswered) return refuse("already_authenticated");
  if (!isAuthenticating && connection.machineId === null) return refuse("not_authenticated");
  // Looked at before anything costs time: a sender that does not wait must not fill the queue that all share.
  if (connection.isTaking) return acknowledge({ ok: false, error: refusal("busy", { retryAfterMs: RETRY_AFTER_MS }) });
  if (!isAuthenticating && sizeOf(args[0]) > MAX_REPORT_BYTES) {
    return refuse("payload_too_large", `more than ${MAX_REPORT_BYTES} bytes`);
  }
  if (isAuthenticating) connection.hasAnswered = true;
  const payload = AGENT_EVENTS[event].payload.safeParse(args[0]);
  if (!payload.success) return refuse("payload_invalid", describeIssues(payload.error));
  switch (event) {
    case "prove":
      return prove(connection, payload.data as Payload<"prove">, options, acknowledge, refuse);
    case "enrol":
      return enrol(connection, payload.data as Payload<"enrol">, options, acknowledge, refuse);
    case "report":
      return take(connection, "whole", payload.data as Payload<"report">, options, acknowledge, refuse);
    case "unchanged":
      return take(connection, "unchanged", payload.data as Payload<"unchanged">, options, acknowledge, refuse);
    case "dropped":
      return noteDropped(connection, payload.data as Payload<"dropped">, options, acknowledge);
    case "goodbye":
      return sayGoodbye(connection, payload.data as Payload<"goodbye">, options, acknowledge);
  }
}

type Refuse = (code: ErrorCode, details?: string) => void;

async function prove(
  connection: Connection,
  proof: Payload<"prove">,
  options: AgentLinkOptions,
  acknowledge: Acknowledge,
  refuse: Refuse,
): Promise<void> {
  const { claimedId, nonce } = connection;
  const machine = claimedId === null ? undefined : await options.lookUp(claimedId);
  if (!machine) return refuse("machine_unknown");
  if (machine.retired_at !== null) return refuse("machine_retired");
  const text = proofText({ purpose: "prove", nonce, subject: machine.id, caFingerprint: options.caFingerprint });
  if (!verifySignature(machine.public_key, text, proof.signature)) return refuse("signature_invalid");
  return welcome(connection, machine, options, acknowledge);
}

async function enrol(
  connection: Connection,
  enrolment: Payload<"enrol">,
  options: AgentLinkOptions,
  acknowledge: Acknowledge,
  refuse: Refuse,
): Promise<void> {
  const { publicKey, signature } = enrolment;
  const { caFingerprint, writer, now, newId, log } = options;
  const text = proofText({ purpose: "enrol", nonce: connection.nonce, subject: publicKey, caFingerprint });
  if (!verifySignature(publicKey, text, signature)) return refuse("signature_invalid");
  const result = await enrolMachine(writer, enrolment, { now: now(), newId });
  if (!result.ok) return refuse(result.code);
  log.info({ machineId: result.machine.id, isNew: result.isNew }, "machine enrolled");
  options.onEnrolled(result.machine);
  if (result.isNew) {
    const { address } = connection.socket.handshake;
    const subject = result.machine.id;
    await options.record({ act: "machines.enrol", outcome: "done", via: "agent", who: null, address, subject });
  }
  return welcome(connection, result.machine, options, acknowledge);
}

async function welcome(
  connection: Connection,
  machine: MachineRow,
  options: AgentLinkOptions,
  acknowledge: Acknowledge,
): Promise<void> {
  // The connection may have ended while the store was asked.
  if (!connection.socket.connected) return;
  connection.machineId = machine.id;
  options.pacing.accepted();
  options.presence.arrived(machine.id, connection.socket, connection.instance);
  await options.contacts.submit({ kind: "arrived", machineId: machine.id, at: options.now() });
  const value: Welcome = {
    machineId: machine.id,
    serverTime: toInstant(options.now()),
    reportIntervalMs: options.reportIntervalMs,
    returnWithinMs: options.pacing.returnWithinMs(),
    lastSequence: machine.last_sequence,
  };
  acknowledge({ ok: true, value });
}

/** The agent says how it goes; the break of the line that follows adds nothing. */
async function sayGoodbye(
  { machineId }: Connection,
  { how }: Payload<"goodbye">,
  options: AgentLinkOptions,
  acknowledge: Acknowledge,
): Promise<void> {
  if (machineId !== null) await options.contacts.submit({ kind: "parted", machineId, at: options.now(), how });
  acknowledge({ ok: true, value: {} });
}

/** Told again where the answer was lost on its way; it stands in the timeline once. */
async function noteDropped(
  { machineId }: Connection,
  { dropped }: Payload<"dropped">,
  { writer, now, log }: AgentLinkOptions,
  acknowledge: Acknowledge,
): Promise<void> {
  if (machineId !== null) {
    const at = now();
    const events = dropped.map((each) => ({ kind: "reports-dropped", ...each }) as const);
    await saveOnce(
      writer,
      events.map((event) => ({ machineId, at, event })),
    );
    log.warn({ machineId, runs: dropped.length }, "an agent dropped reports");
  }
  acknowledge({ ok: true, value: {} });
}

async function take(
  connection: Connection,
  kind: Arrival["kind"],
  message: Payload<"report"> | Payload<"unchanged">,
  options: AgentLinkOptions,
  acknowledge: Acknowledge,
  refuse: Refuse,
): Promise<void> {
  const { ingest, now } = options;
  if (connection.machineId === null) return refuse("not_authenticated");
  const bytes = sizeOf(message);
  if (!ingest.hasRoom(bytes)) {
    const retryAfterMs = options.pacing.retryInMs(ingest.clearsInMs());
    return acknowledge({ ok: false, error: refusal("busy", { retryAfterMs }) });
  }
  const arrival = {
    kind,
    machineId: connection.machineId,
    receivedAt: now(),
    sentAt: toEpochMs(message.sentAt),
    report: message.report,
  } as Arrival;
  connection.isTaking = true;
  const acceptance = await ingest.submit(arrival, bytes).finally(() => {
    connection.isTaking = false;
  });
  if (acceptance.kind === "machine-unknown") return refuse("machine_unknown");
  if (acceptance.kind === "facts-unknown") {
    return acknowledge({ ok: false, error: refusal("facts_unknown") });
  }
  acknowledge({ ok: true, value: receiptOf(message.report.sequence, acceptance, options) });
  options.onTaken(arrival.machineId, message.report.sequence);
}

function receiptOf(
  sequence: number,
  acceptance: Extract<Acceptance, { verdicts: unknown }>,
  options: AgentLinkOptions,
): Receipt {
  return {
    sequence,
    serverTime: toInstant(options.now()),
    reportIntervalMs: options.reportIntervalMs,
    returnWithinMs: options.pacing.returnWithinMs(),
    status: acceptance.status,
    sentence: acceptance.sentence,
    verdicts: inOrder(acceptance.verdicts).map((verdict) => ({
      rule: verdict.rule,
      title: RULE_TITLES[verdict.rule],
      status: verdict.status,
      sentence: verdict.sentence,
      isFlagged: verdict.isFlagged,
      graceEndsAt: verdict.graceEndsAt === null ? null : toInstant(verdict.graceEndsAt),
      remedy: remedyFor(verdict, acceptance.platform),
    })),
  };
}

function isAgentEvent(event: unknown): event is AgentEvent {
  return typeof event === "string" && Object.hasOwn(AGENT_EVENTS, event);
}

function acknowledgeOf(args: unknown[]): Acknowledge | null {
  const last = args.at(-1);
  return typeof last === "function" ? (last as Acknowledge) : null;
}

function sizeOf(payload: unknown): number {
  return Buffer.byteLength(JSON.stringify(payload) ?? "");
}

/** Lets the answer go out first; the refusal has been logged by then. */
function disconnectAfterAnswer(socket: Socket): void {
  setImmediate(() => socket.disconnect(true));
}

function drop(connection: Connection, code: ErrorCode, log: Logger): void {
  if (connection.machineId !== null) return;
  logRefusal(log, connection.socket, code);
  connection.socket.emit("refused", refusal(code));
  disconnectAfterAnswer(connection.socket);
}

function logRefusal(log: Logger, socket: Socket, code: ErrorCode, more: Record<string, unknown> = {}): void {
  log.warn({ code, address: socket.handshake.address, ...more }, "agent refused");
}
