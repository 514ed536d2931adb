import type { ErrorCode } from "@muster/shared/errors.ts";
import type { Logger } from "pino";
import type { Socket } from "socket.io";
import type { Audited } from "../audit/happening.ts";

/** What a stranger does who holds a wrong token or key; broken messages are for the program's own log alone. */
const TELLING: readonly ErrorCode[] = [
  "token_unknown",
  "token_used",
  "token_expired",
  "signature_invalid",
  "machine_unknown",
  "machine_retired",
];

/** Records that somebody was not let in as a machine; the answer does not wait for it. */
export function recordRefusal(
  refused: { socket: Pick<Socket, "handshake">; claimedId: string | null; event: string; code: ErrorCode },
  { record, log }: { record: (audited: Audited) => Promise<void>; log: Logger },
): void {
  const { socket, claimedId, event, code } = refused;
  if (!TELLING.includes(code)) return;
  const told: Audited = {
    act: event === "enrol" ? "machines.enrol" : "machines.connect",
    outcome: "refused",
    via: "agent",
    who: null,
    address: socket.handshake.address,
    code,
    subject: claimedId ?? undefined,
  };
  record(told).catch((error: unknown) => log.error({ err: error }, "the audit log was not written"));
}
