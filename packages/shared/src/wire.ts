import { z } from "zod";
import { ERRORS, type ErrorCode } from "./errors.ts";
import { Platform } from "./facts/machine.ts";
import { MAX_DROPS_PER_MESSAGE } from "./limits.ts";
import { DroppedReports, Report, UnchangedReport } from "./report.ts";
import { Instant, Name } from "./text.ts";
import { Parting } from "./verdict.ts";

/** The protocol that this code speaks, and the oldest that the server still accepts from an agent. */
export const PROTOCOL_VERSION = 2;
export const OLDEST_PROTOCOL_VERSION = 2;

export const AGENT_NAMESPACE = "/agent";
export const DASHBOARD_NAMESPACE = "/dashboard";

const Base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** What an agent says as it opens the connection. `machineId` is null for one that comes to enrol. */
export const AgentHandshake = z.object({
  protocol: z.number().int(),
  agentVersion: z.string().max(40),
  machineId: z.string().max(60).nullable(),
  /** Made anew whenever the agent starts: two that take turns under one machine's key are two machines. */
  instance: Base64Url.min(16).max(64),
});
export type AgentHandshake = z.infer<typeof AgentHandshake>;

/** Sent by the server at once; the agent answers with `prove` or `enrol`. The nonce is good for this connection only. */
export const Challenge = z.object({ nonce: Base64Url.min(32).max(100), serverTime: Instant });
export type Challenge = z.infer<typeof Challenge>;

/** Ed25519 over {@link proofText}. */
export const Proof = z.object({ signature: Base64Url.length(86) });
export type Proof = z.infer<typeof Proof>;

export const Enrolment = z.object({
  token: Base64Url.min(20).max(100),
  /** The raw 32 bytes of the machine's Ed25519 public key. */
  publicKey: Base64Url.length(43),
  signature: Base64Url.length(86),
  name: Name,
  platform: Platform,
});
export type Enrolment = z.infer<typeof Enrolment>;

/**
 * What the agent signs. It binds the proof to one connection (nonce), one purpose, one identity and one server (the
 * fingerprint of its CA), so that a signature made for one can never be used for another.
 */
export function proofText(parts: {
  purpose: "prove" | "enrol";
  nonce: string;
  /** The machine's id when proving, its public key when enrolling. */
  subject: string;
  caFingerprint: string;
}): string {
  return ["muster", "1", parts.purpose, parts.nonce, parts.subject, parts.caFingerprint].join("\n");
}

/**
 * Over how long (ms) the fleet is to spread when it comes back after the line broke: as long as the server needs to let
 * all in. A server that does not know says nothing.
 */
const ReturnWithinMs = z.number().int().nonnegative().optional();

/** What the server tells a machine whose identity is proved. */
export const Welcome = z.object({
  machineId: z.string(),
  serverTime: Instant,
  reportIntervalMs: z.number().int().positive(),
  returnWithinMs: ReturnWithinMs,
  /** The highest sequence that is durable at the server; 0 when there is none. */
  lastSequence: z.number().int().nonnegative(),
});
export type Welcome = z.infer<typeof Welcome>;

export const ReportMessage = z.object({ sentAt: Instant, report: Report });
export type ReportMessage = z.infer<typeof ReportMessage>;

export const UnchangedMessage = z.object({ sentAt: Instant, report: UnchangedReport });
export type UnchangedMessage = z.infer<typeof UnchangedMessage>;

/** Said before the agent goes: how it goes. The line breaks soon after, and that is no fault. */
export const Goodbye = z.object({ how: Parting.extract(["asleep", "shut-down", "stopped", "removed"]) });
export type Goodbye = z.infer<typeof Goodbye>;

/** What a receipt tells of a verdict. Words that a newer server may add to are plain text: an older agent shows them as they are. */
const ReceiptVerdict = z.object({
  rule: z.string(),
  title: z.string(),
  status: z.string(),
  sentence: z.string(),
  isFlagged: z.boolean(),
  graceEndsAt: Instant.nullable(),
  /** Steps for this machine's OS; empty when there is nothing to mend. */
  remedy: z.array(z.string()),
});

/** What was dropped before it could be sent; acknowledged once it stands in the machine's timeline. */
export const DroppedMessage = z.object({ dropped: z.array(DroppedReports).min(1).max(MAX_DROPS_PER_MESSAGE) });

/** The acknowledgement of a report that is durable, with what the server makes of the machine. */
export const Receipt = z.object({
  sequence: z.number().int().positive(),
  serverTime: Instant,
  reportIntervalMs: z.number().int().positive(),
  returnWithinMs: ReturnWithinMs,
  status: z.string(),
  sentence: z.string(),
  verdicts: z.array(ReceiptVerdict),
});
export type Receipt = z.infer<typeof Receipt>;

const ErrorCodes = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

export const RefusalMessage = z.object({
  code: ErrorCodes,
  message: z.string(),
  remedy: z.string(),
  details: z.string().optional(),
  retryAfterMs: z.number().int().positive().optional(),
});

/** Every acknowledged event is answered in this form. */
export function answerOf<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion("ok", [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), error: RefusalMessage }),
  ]);
}
export type Answer<T> = { ok: true; value: T } | { ok: false; error: z.infer<typeof RefusalMessage> };

/** Every event that an agent may send: the schema of its payload and of the answer's value. There is no other. */
export const AGENT_EVENTS = {
  enrol: { payload: Enrolment, answer: answerOf(Welcome) },
  prove: { payload: Proof, answer: answerOf(Welcome) },
  report: { payload: ReportMessage, answer: answerOf(Receipt) },
  unchanged: { payload: UnchangedMessage, answer: answerOf(Receipt) },
  dropped: { payload: DroppedMessage, answer: answerOf(z.object({})) },
  goodbye: { payload: Goodbye, answer: answerOf(z.object({})) },
} as const;
export type AgentEvent = keyof typeof AGENT_EVENTS;

type AnswerValue<E extends AgentEvent> = Extract<z.infer<(typeof AGENT_EVENTS)[E]["answer"]>, { ok: true }>["value"];

/** Socket.IO event map, agent to server. */
export type AgentToServer = {
  [E in AgentEvent]: (
    payload: z.infer<(typeof AGENT_EVENTS)[E]["payload"]>,
    acknowledge: (answer: Answer<AnswerValue<E>>) => void,
  ) => void;
};

/** "Collect now." It carries nothing: what is read stands in the agent alone, and no server can add to it. */
export const CollectRequest = z.strictObject({});

/** Said by the agent as it begins: the report that answers bears a number above this one. */
export const CollectBegun = z.object({ afterSequence: z.number().int().nonnegative() });
export type CollectBegun = z.infer<typeof CollectBegun>;

/** Every event that a server may send, with the schema of its payload. Nothing in it can make an agent run a command. */
export const SERVER_EVENTS = { challenge: Challenge, refused: RefusalMessage, collect: CollectRequest } as const;
type ServerEvents = typeof SERVER_EVENTS;

/** Socket.IO event map, server to agent. */
export type ServerToAgent = {
  [E in Exclude<keyof ServerEvents, "collect">]: (payload: z.infer<ServerEvents[E]>) => void;
} & { collect: (request: z.infer<ServerEvents["collect"]>, begun: (begun: CollectBegun) => void) => void };
