import { AppError, type ErrorCode, type Refusal, refusal } from "@muster/shared/errors.ts";
import { AgentHandshake, OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from "@muster/shared/wire.ts";
import type { Socket } from "socket.io";
import type { z } from "zod";

/** A refusal as Socket.IO carries it to `connect_error`: the error's `data`. */
export function connectError(code: ErrorCode): Error & { data: Refusal } {
  return Object.assign(new AppError(code), { data: refusal(code) });
}

/** What was wrong with a payload: where and what was expected, never the value. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join(".") || "payload"}: ${issue.message}`)
    .join("; ")
    .slice(0, 500);
}

/** Why an agent is not let in to say anything; null when it is. */
export function refuseHandshake(socket: Socket): ErrorCode | null {
  if (!socket.handshake.secure) return "plaintext_refused";
  // The number first: another version's handshake may have another form, and is to be told why it is refused.
  const spoken = AgentHandshake.pick({ protocol: true }).safeParse(socket.handshake.auth);
  if (!spoken.success) return "payload_invalid";
  if (spoken.data.protocol < OLDEST_PROTOCOL_VERSION) return "protocol_too_old";
  if (spoken.data.protocol > PROTOCOL_VERSION) return "protocol_too_new";
  return AgentHandshake.safeParse(socket.handshake.auth).success ? null : "payload_invalid";
}

/** Breaks that an agent caused, told by what engine.io and ws say of them; null for an ordinary end. */
export function codeOfBreak(reason: string, description: unknown): ErrorCode | null {
  if (reason === "parse error") return "payload_invalid";
  const text = description instanceof Error ? description.message : JSON.stringify(description ?? "");
  return /payload size|max payload/i.test(text) ? "payload_too_large" : null;
}
