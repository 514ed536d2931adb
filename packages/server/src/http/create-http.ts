import { existsSync } from "node:fs";
import { createServer, type Server as PlainServer } from "node:http";
import type { Server as SecureServer } from "node:https";
import type { Server as NetServer, Socket } from "node:net";
import { join } from "node:path";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import files from "@fastify/static";
import swagger from "@fastify/swagger";
import { MAX_HTTP_BODY_BYTES } from "@muster/shared/limits.ts";
import fastify, { type FastifyInstance, type FastifyReply, LogController } from "fastify";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import type { Logger } from "pino";
import { SESSION_COOKIE } from "../auth/sessions.ts";
import { registerAudit } from "./audit-hook.ts";
import type { App, HttpContext } from "./http-context.ts";
import { isLoopbackAddress, isOwnOrigin } from "./own-origin.ts";
import { registerPermissionGuard } from "./permission-guard.ts";
import { HttpProblem, registerProblems, sendProblem } from "./problems.ts";
import { accountRoutes } from "./resources/account.ts";
import { alertChannelRoutes } from "./resources/alert-channels.ts";
import { alertRoutes } from "./resources/alerts.ts";
import { auditRoutes } from "./resources/audit.ts";
import { checkRoutes } from "./resources/checks.ts";
import { conflictRoutes } from "./resources/conflicts.ts";
import { digestListRoutes } from "./resources/digest-lists.ts";
import { digestRoutes } from "./resources/digests.ts";
import { enrolmentLinkRoutes } from "./resources/enrolment-links.ts";
import { evidenceRoutes } from "./resources/evidence.ts";
import { firewallReviewRoutes } from "./resources/firewall-reviews.ts";
import { flagRoutes } from "./resources/flags.ts";
import { healthRoutes } from "./resources/health.ts";
import { historyRoutes } from "./resources/history.ts";
import { machineListRoutes } from "./resources/machine-list.ts";
import { machineRoutes } from "./resources/machines.ts";
import { operatorRoutes } from "./resources/operators.ts";
import { parserLabRoutes } from "./resources/parser-lab.ts";
import { policyRoutes } from "./resources/policy.ts";
import { sessionRoutes } from "./resources/session.ts";
import { signInRoutes } from "./resources/sign-in.ts";
import { systemRoutes } from "./resources/system.ts";
import { waiverRoutes } from "./resources/waivers.ts";
import { wallRoutes } from "./resources/walls.ts";
import { whatIfRoutes } from "./resources/what-if.ts";

/** Requests per address and minute; a person with several windows open stays far below. */
const REQUESTS_PER_MINUTE = 1_200;

/** A connection that has not finished its TLS handshake by then, in ms, is cut. */
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** TLS 1.2 suites with forward secrecy and AEAD of at least 128 bits, and TLS 1.3's, which all are (RFC 7525, 8446). */
const CIPHERS = [
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  "TLS_AES_128_GCM_SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
].join(":");

const ROUTES = [
  sessionRoutes,
  signInRoutes,
  accountRoutes,
  machineListRoutes,
  machineRoutes,
  historyRoutes,
  conflictRoutes,
  checkRoutes,
  flagRoutes,
  waiverRoutes,
  policyRoutes,
  whatIfRoutes,
  digestRoutes,
  digestListRoutes,
  alertRoutes,
  alertChannelRoutes,
  enrolmentLinkRoutes,
  operatorRoutes,
  auditRoutes,
  evidenceRoutes,
  firewallReviewRoutes,
  wallRoutes,
  parserLabRoutes,
  healthRoutes,
  systemRoutes,
];

export type Http = {
  secure: SecureServer;
  /** Serves the same on loopback without TLS. */
  plain: PlainServer;
  /** Ends every connection, also one on which nothing was ever said. */
  cutConnections(): void;
  close(): Promise<void>;
};

/** Builds the HTTP interface on both listeners; the caller makes them listen. */
export async function createHttp(options: {
  context: HttpContext;
  tls: { key: string; cert: string };
  dashboardFolder: string;
  log: Logger;
}): Promise<Http> {
  const { context, tls, dashboardFolder, log } = options;
  const app = fastify({
    https: {
      ...tls,
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      minVersion: "TLSv1.2",
      ciphers: CIPHERS,
      honorCipherOrder: true,
    },
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_HTTP_BODY_BYTES,
    requestTimeout: 30_000,
    forceCloseConnections: true,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const instance = app as unknown as FastifyInstance;
  registerProblems(instance);
  await registerGuards(instance, context);
  await registerDocument(instance);
  app.after(() => {
    const typed = app.withTypeProvider<ZodTypeProvider>() as unknown as App;
    for (const routes of ROUTES) routes(typed, context);
    typed.route({
      method: "GET",
      url: "/api/openapi.json",
      schema: { hide: true },
      handler: () => instance.swagger(),
    });
  });
  await registerDashboard(instance, dashboardFolder);
  await app.ready();
  const plain = createServer((request, response) => app.routing(request, response));
  const cutConnections = followConnections(app.server, plain);
  return {
    secure: app.server,
    plain,
    cutConnections,
    close: async () => {
      cutConnections();
      await new Promise((resolve) => plain.close(resolve));
      await app.close();
    },
  };
}

/** Node's own list leaves out connections that have not finished their TLS handshake. */
function followConnections(...servers: NetServer[]): () => void {
  const open = new Set<Socket>();
  for (const server of servers) {
    server.on("connection", (socket: Socket) => {
      open.add(socket);
      socket.once("close", () => open.delete(socket));
    });
  }
  return () => {
    for (const socket of open) socket.destroy();
  };
}

async function registerGuards(app: FastifyInstance, { sessions, audit, wallLinks }: HttpContext): Promise<void> {
  registerAudit(app, audit);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Mantine sets colours and sizes as inline styles.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: "no-referrer" },
  });
  await app.register(cookie);
  await app.register(rateLimit, {
    max: REQUESTS_PER_MINUTE,
    timeWindow: "1 minute",
    errorResponseBuilder: () => new HttpProblem("too_many_requests"),
  });
  app.addHook("onRequest", async (request, reply) => {
    const isSecure = request.protocol === "https";
    if (!isSecure && !isLoopbackAddress(request.headers.host)) return sendProblem(reply, "origin_refused");
    if (isSecure && !isLoopbackAddress(request.headers.host)) {
      reply.header("strict-transport-security", "max-age=31536000");
    }
    const changesSomething = request.method !== "GET" && request.method !== "HEAD";
    if (changesSomething && !isOwnOrigin(request.headers.origin, request.headers.host)) {
      return sendProblem(reply, "origin_refused");
    }
  });
  registerPermissionGuard(app, sessions, wallLinks);
}

async function registerDocument(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Muster",
        version: "1",
        description:
          "Endpoint compliance of a fleet. Lists answer with `items` and `nextCursor`; errors are problem documents (RFC 9457) with a code and a remedy. Sign in first: every address needs the session's cookie.",
      },
      components: { securitySchemes: { session: { type: "apiKey", in: "cookie", name: SESSION_COOKIE } } },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
  });
}

/** Serves the built dashboard; every address that is not a file or the API's is one of its pages. */
async function registerDashboard(app: FastifyInstance, folder: string): Promise<void> {
  const isBuilt = existsSync(join(folder, "index.html"));
  if (isBuilt) {
    await app.register(files, {
      root: folder,
      index: false,
      setHeaders: (response, path) => {
        // Only files under assets/ carry their content's hash in their name.
        const isHashed = path.startsWith(join(folder, "assets"));
        response.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
    app.get("/", { schema: { hide: true } }, (_, reply) => sendPage(reply));
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === "GET" && !request.url.startsWith("/api/");
    if (!isPage) return sendProblem(reply, "not_found");
    if (!isBuilt) {
      return reply
        .code(503)
        .type("text/plain")
        .send("The dashboard is not built yet. Run: npm run build, then start the server again.\n");
    }
    return sendPage(reply);
  });
}

function sendPage(reply: FastifyReply): FastifyReply {
  return reply.header("cache-control", "no-cache").sendFile("index.html");
}
