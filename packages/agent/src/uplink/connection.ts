import { randomBytes } from "node:crypto";
import { type ErrorCode, type Refusal, refusal } from "@muster/shared/errors.ts";
import { ACKNOWLEDGE_TIMEOUT_MS } from "@muster/shared/limits.ts";
import {
  AGENT_EVENTS,
  AGENT_NAMESPACE,
  type AgentEvent,
  type AgentHandshake,
  type AgentToServer,
  Challenge,
  type CollectBegun,
  CollectRequest,
  type Enrolment,
  PROTOCOL_VERSION,
  proofText,
  RefusalMessage,
  type ServerToAgent,
  type Welcome,
} from "@muster/shared/wire.ts";
import { io, type Socket } from "socket.io-client";
import type { z } from "zod";
import type { Identity } from "./identity.ts";

/** How long opening a connection may take in ms; above the time that a storm of agents takes to be let in. */
const CONNECT_TIMEOUT_MS = 30_000;

/** This very start of the agent, so that the server can tell two agents that share a key from one that was started again. */
const INSTANCE = randomBytes(16).toString("base64url");

/** A refusal by the server, or a break of the line (`server_unreachable`). */
export class LinkError extends Error {
  readonly refusal: Refusal;

  constructor(why: Refusal) {
    super(why.details ? `${why.message} ${why.details}` : why.message);
    this.refusal = why;
  }

  get code(): ErrorCode {
    return this.refusal.code;
  }
}

export type Connection = {
  welcome: Welcome;
  /** Sends and waits for the answer. @throws LinkError */
  request<E extends "report" | "unchanged" | "dropped" | "goodbye">(
    event: E,
    payload: z.infer<(typeof AGENT_EVENTS)[E]["payload"]>,
  ): Promise<AnswerValue<E>>;
  /** Resolves when the connection has ended, for whatever reason. */
  ended: Promise<void>;
  close(): void;
};

type AnswerValue<E extends AgentEvent> = Extract<z.infer<(typeof AGENT_EVENTS)[E]["answer"]>, { ok: true }>["value"];
type AgentSocket = Socket<ServerToAgent, AgentToServer>;

/** How the machine shows who it is: as one that is known, or as one that comes with a token. */
export type Introduction =
  | { as: "machine"; machineId: string }
  | ({ as: "newcomer" } & Pick<Enrolment, "token" | "name" | "platform">);

/**
 * Opens a connection that trusts only the given CA, and proves the machine's identity over it.
 * @throws LinkError when the server refuses or cannot be reached
 */
export async function connectToServer(options: {
  address: string;
  caPem: string;
  caFingerprint: string;
  identity: Identity;
  introduction: Introduction;
  agentVersion: string;
  /** The server asks for a fresh collection; `begun` is to be told when it begins. */
  onCollect?: (begun: (told: CollectBegun) => void) => void;
  signal?: AbortSignal;
}): Promise<Connection> {
  const { address, caPem, introduction, agentVersion, signal } = options;
  const handshake: AgentHandshake = {
    protocol: PROTOCOL_VERSION,
    agentVersion,
    machineId: introduction.as === "machine" ? introduction.machineId : null,
    instance: INSTANCE,
  };
  const socket: AgentSocket = io(`https://${address}${AGENT_NAMESPACE}`, {
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
    autoConnect: false,
    timeout: CONNECT_TIMEOUT_MS,
    auth: handshake,
    ca: caPem,
    rejectUnauthorized: true,
  });
  // The caller's signal lives as long as the agent; what listens to it must go with this connection.
  const listening = new AbortController();
  const close = (): void => {
    listening.abort();
    socket.disconnect();
  };
  signal?.addEventListener("abort", close, { signal: listening.signal });
  const ended = new Promise<void>((resolve) => socket.once("disconnect", () => resolve()));
  ended.then(() => listening.abort());
  try {
    const challenge = await openSocket(socket, signal, listening.signal);
    socket.on("collect", (wish, begun) => {
      if (CollectRequest.safeParse(wish).success && typeof begun === "function") options.onCollect?.(begun);
    });
    const welcome = await introduce(socket, challenge, options);
    return { welcome, request: (event, payload) => request(socket, event, payload), ended, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Resolves with the challenge, the first thing that the server says. */
function openSocket(
  socket: AgentSocket,
  signal: AbortSignal | undefined,
  untilClosed: AbortSignal,
): Promise<Challenge> {
  return new Promise((resolve, reject) => {
    const fail = (details: string): void => reject(new LinkError(refusal("server_unreachable", { details })));
    if (signal?.aborted) fail("stopping");
    signal?.addEventListener("abort", () => fail("stopping"), { signal: untilClosed });
    socket.once("challenge", (challenge) => {
      const parsed = Challenge.safeParse(challenge);
      if (parsed.success) resolve(parsed.data);
      else fail("it sent an invalid challenge");
    });
    socket.once("connect_error", (error) => {
      const told = RefusalMessage.safeParse("data" in error ? error.data : undefined);
      if (told.success) reject(new LinkError(tidy(told.data)));
      else fail(rootMessage(error));
    });
    socket.once("disconnect", (reason) => fail(reason));
    socket.connect();
  });
}

async function introduce(
  socket: AgentSocket,
  challenge: Challenge,
  options: { introduction: Introduction; identity: Identity; caFingerprint: string },
): Promise<Welcome> {
  const { introduction, identity, caFingerprint } = options;
  const { nonce } = challenge;
  if (introduction.as === "machine") {
    const text = proofText({ purpose: "prove", nonce, subject: introduction.machineId, caFingerprint });
    return request(socket, "prove", { signature: identity.sign(text) });
  }
  const { publicKey } = identity;
  const text = proofText({ purpose: "enrol", nonce, subject: publicKey, caFingerprint });
  const { token, name, platform } = introduction;
  return request(socket, "enrol", { token, name, platform, publicKey, signature: identity.sign(text) });
}

function request<E extends AgentEvent>(
  socket: AgentSocket,
  event: E,
  payload: z.infer<(typeof AGENT_EVENTS)[E]["payload"]>,
): Promise<AnswerValue<E>> {
  return new Promise((resolve, reject) => {
    const lost = (details: string): void => reject(new LinkError(refusal("server_unreachable", { details })));
    if (!socket.connected) {
      // The client would keep the message for a reconnection that never comes, and no further event would tell.
      lost("the connection has ended");
      return;
    }
    const onDisconnect = (reason: string): void => settle(() => lost(reason));
    const timer = setTimeout(() => settle(() => lost("no answer in time")), ACKNOWLEDGE_TIMEOUT_MS);
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      socket.off("disconnect", onDisconnect);
      finish();
    };
    const onAnswer = (answer: unknown): void => {
      const parsed = AGENT_EVENTS[event].answer.safeParse(answer);
      settle(() => {
        if (!parsed.success) lost("an answer that is not of the protocol");
        else if (parsed.data.ok) resolve(parsed.data.value as AnswerValue<E>);
        else reject(new LinkError(tidy(parsed.data.error)));
      });
    };
    socket.once("disconnect", onDisconnect);
    // The event map ties payload and answer together for each event; over a generic event the compiler loses sight of it.
    (socket.emit as (event: string, payload: unknown, onAnswer: (answer: unknown) => void) => void).call(
      socket,
      event,
      payload,
      onAnswer,
    );
  });
}

function tidy(told: z.infer<typeof RefusalMessage>): Refusal {
  const { details, retryAfterMs, ...rest } = told;
  return {
    ...rest,
    ...(details === undefined ? {} : { details }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** engine.io wraps what really went wrong (a refused connection, an untrusted certificate) in a `websocket error`. */
function rootMessage(error: unknown): string {
  const inner = (error as { description?: { error?: { message?: string }; message?: string } }).description;
  const message = inner?.error?.message ?? inner?.message;
  return message ?? (error instanceof Error ? error.message : String(error));
}
