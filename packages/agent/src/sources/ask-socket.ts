import { connect } from "node:net";
import type { Answer } from "../probes/answer.ts";
import { answerOfError } from "./answer-of-error.ts";

/** Time in ms for connecting and answering: a daemon answers such a question from memory. */
const SOCKET_TIMEOUT_MS = 5_000;

/** Bytes above which an answer is refused: it is one line. */
const MAX_ANSWER_BYTES = 16 * 1024;

export type SocketOptions = {
  path: string;
  /** Sent as it is, once. */
  request: string;
  signal: AbortSignal;
  timeoutMs?: number;
  maxBytes?: number;
};

/** Sends one request to a local (Unix) socket and takes what comes until the other side closes. Never rejects. */
export function askSocket(options: SocketOptions): Promise<Answer> {
  const { path, request, signal, timeoutMs = SOCKET_TIMEOUT_MS, maxBytes = MAX_ANSWER_BYTES } = options;
  if (signal.aborted) return Promise.resolve({ kind: "failed", reason: `${path} was not asked: stopped` });
  return new Promise((resolve) => {
    const socket = connect({ path });
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (answer: Answer): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      socket.destroy();
      resolve(answer);
    };
    const onAbort = (): void => end({ kind: "failed", reason: `${path} was stopped before it had answered` });
    const timer = setTimeout(
      () => end({ kind: "failed", reason: `${path} did not answer within ${timeoutMs / 1000} s` }),
      timeoutMs,
    );
    signal.addEventListener("abort", onAbort, { once: true });
    socket.on("error", (error) => end(answerOfError(error, path)));
    socket.on("connect", () => socket.write(request));
    socket.on("data", (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length > maxBytes) end({ kind: "failed", reason: `${path} answered more than ${maxBytes} bytes` });
    });
    socket.on("end", () =>
      end({ kind: "answered", stdout: Buffer.concat(chunks).toString("utf8"), stderr: "", exitCode: 0 }),
    );
  });
}
