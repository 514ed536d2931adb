import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { parseEnrolmentLink } from "@muster/shared/enrolment-link.ts";
import type { Report } from "@muster/shared/report.ts";
import {
  AGENT_NAMESPACE,
  type Answer,
  PROTOCOL_VERSION,
  proofText,
  type Receipt,
  type Welcome,
} from "@muster/shared/wire.ts";
import { io, type Socket } from "socket.io-client";
import { fetchCa } from "../../packages/agent/src/uplink/fetch-ca.ts";

/** A client that speaks the agents' protocol and can be made to speak it wrongly. */
export class LightAgent {
  readonly address: string;
  readonly caFingerprint: string;
  readonly caPem: string;
  readonly token: string;
  readonly publicKey: string;
  readonly #privateKey: KeyObject;

  private constructor(link: { address: string; caFingerprint: string; token: string }, caPem: string, key: KeyObject) {
    this.address = link.address;
    this.caFingerprint = link.caFingerprint;
    this.token = link.token;
    this.caPem = caPem;
    this.#privateKey = key;
    this.publicKey = publicKeyOf(key);
  }

  static async from(link: string): Promise<LightAgent> {
    const parsed = parseEnrolmentLink(link);
    if (!parsed) throw new Error(`${link} is not an enrolment link`);
    const { privateKey } = generateKeyPairSync("ed25519");
    return new LightAgent(parsed, await fetchCa(parsed.address, parsed.caFingerprint), privateKey);
  }

  /** One that is enrolled already, by its key. */
  static enrolled(server: { address: string; caFingerprint: string; caPem: string }, key: KeyObject): LightAgent {
    return new LightAgent({ ...server, token: "" }, server.caPem, key);
  }

  /** Opens a socket without saying anything on it; resolves once the server has sent its challenge. */
  async open(handshake: Record<string, unknown> = {}): Promise<{ socket: Socket; nonce: string }> {
    const socket = this.socket(handshake);
    const challenge = new Promise<{ nonce: string }>((resolve, reject) => {
      socket.once("challenge", resolve);
      socket.once("connect_error", reject);
    });
    socket.connect();
    return { socket, nonce: (await challenge).nonce };
  }

  socket(handshake: Record<string, unknown> = {}): Socket {
    return io(`https://${this.address}${AGENT_NAMESPACE}`, {
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      autoConnect: false,
      ca: this.caPem,
      auth: {
        protocol: PROTOCOL_VERSION,
        agentVersion: "test",
        machineId: null,
        instance: "a".repeat(22),
        ...handshake,
      },
    });
  }

  signed(purpose: "prove" | "enrol", nonce: string, subject: string): string {
    const text = proofText({ purpose, nonce, subject, caFingerprint: this.caFingerprint });
    return sign(null, Buffer.from(text), this.#privateKey).toString("base64url");
  }

  enrolment(nonce: string, more: Record<string, unknown> = {}) {
    const { token, publicKey } = this;
    return {
      token,
      publicKey,
      signature: this.signed("enrol", nonce, publicKey),
      name: "light",
      platform: "linux",
      ...more,
    };
  }

  async enrol(): Promise<{ socket: Socket; welcome: Welcome }> {
    const { socket, nonce } = await this.open();
    return { socket, welcome: accepted(await ask<Welcome>(socket, "enrol", this.enrolment(nonce))) };
  }

  /** `instance` stands for one start of the agent. */
  async connect(machineId: string, instance = "a".repeat(22)): Promise<{ socket: Socket; welcome: Welcome }> {
    const { socket, nonce } = await this.open({ machineId, instance });
    const signature = this.signed("prove", nonce, machineId);
    return { socket, welcome: accepted(await ask<Welcome>(socket, "prove", { signature })) };
  }
}

/** The raw public half of an Ed25519 key, base64url. */
export function publicKeyOf(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ format: "jwk" }).x ?? "";
}

/** Sends an event and resolves with the answer, or rejects when the connection ends first. */
export function ask<T>(socket: Socket, event: string, ...payload: unknown[]): Promise<Answer<T>> {
  return new Promise((resolve, reject) => {
    socket.once("disconnect", (reason) => reject(new Error(`disconnected: ${reason}`)));
    socket.emit(event, ...payload, resolve);
  });
}

export function accepted<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`refused: ${answer.error.code} ${answer.error.details ?? ""}`);
  return answer.value;
}

export function sendReport(socket: Socket, report: Report): Promise<Answer<Receipt>> {
  return ask<Receipt>(socket, "report", { sentAt: new Date().toISOString(), report });
}
