import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Sessions } from "../auth/sessions.ts";
import type { Presence } from "../feed/describe-fleet.ts";
import type { PolicyVersion } from "../flags/machine-life.ts";
import type { Rehearsals } from "../rehearsal/rehearsals.ts";
import type { Store } from "../store/open-store.ts";
import type { MachineRow } from "../store/schema.ts";

/** What the routes need of the rest of the server. */
export type HttpContext = {
  store: Store;
  sessions: Sessions;
  presence: Presence;
  rehearsals: Rehearsals;
  now: () => number;
  /** The policy in force. */
  policy: () => PolicyVersion;
  /** Tells that another version of the policy was recorded, that machines were made due, or that one was retired. */
  policyChanged: () => void;
  dueNow: () => void;
  /** Tells that somebody's role or sessions were taken away: connections that rest on them are to end now. */
  accessChanged: () => void;
  machineRetired: (machine: MachineRow) => void;
  /** Where other machines find this server, such as `muster.example.com:8443`, and its CA's fingerprint. */
  publicAddress: () => string;
  caFingerprint: string;
  listensBeyondThisMachine: boolean;
};

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
