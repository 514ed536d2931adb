import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Sessions } from "../auth/sessions.ts";
import type { Presence } from "../feed/describe-fleet.ts";
import type { Store } from "../store/open-store.ts";

/** What the routes need of the rest of the server. */
export type HttpContext = {
  store: Store;
  sessions: Sessions;
  presence: Presence;
  now: () => number;
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
