import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { chooseLanguage } from "../words/languages.ts";
import { PAGE_STYLE_DIGEST } from "./page-style.ts";
import { renderPage } from "./render-page.ts";
import type { Standing } from "./standing.ts";

/** More than one person's browser opens at once. */
const MAX_CONNECTIONS = 30;
const REQUEST_TIMEOUT_MS = 5_000;
const MAX_HEADER_BYTES = 16_384;

/** How soon in seconds the page looks again while a collection runs. */
const LOOK_AGAIN_SECONDS = 2;

const HEADERS = {
  "content-security-policy": `default-src 'none'; style-src 'sha256-${PAGE_STYLE_DIGEST}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
};

export type PageOptions = {
  /** 0 takes any free port. */
  port: number;
  standing: () => Standing;
  /** "Check again now." */
  onCheck: () => void;
};

/**
 * Serves the local page on 127.0.0.1 alone. There is nothing to sign in to and nothing to change; whoever sits at this PC may
 * see what it tells the company. Where the port is taken, another one is.
 */
export async function servePage(options: PageOptions): Promise<{ url: string; close: () => void }> {
  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: REQUEST_TIMEOUT_MS },
    (request, response) => answer(request, response, server, options),
  );
  server.maxConnections = MAX_CONNECTIONS;
  const port = await listen(server, options.port).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    return listen(server, 0);
  });
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}

type Reply = { status: number; headers?: Record<string, string>; text: string };

const PLAIN = { "content-type": "text/plain; charset=utf-8" };

function refusing(status: number, why: string): Reply {
  return { status, headers: PLAIN, text: `${why}\n` };
}

function answer(request: IncomingMessage, response: ServerResponse, server: Server, options: PageOptions): void {
  request.resume();
  const { status, headers, text } = replyTo(request, portOf(server), options);
  response.writeHead(status, { ...HEADERS, ...headers }).end(text);
}

function replyTo({ method, url, headers }: IncomingMessage, port: number, options: PageOptions): Reply {
  // Another name that leads here is a rebound one: a foreign page reaching for this PC's ports.
  if (!isOwnHost(headers.host, port)) return refusing(421, "Open this page as http://127.0.0.1.");
  if (method === "POST") {
    if (url !== "/check") return refusing(404, "There is nothing here.");
    if (headers.origin !== `http://${headers.host}`) return refusing(403, "Press the button on this very page.");
    options.onCheck();
    return { status: 303, headers: { location: "/" }, text: "" };
  }
  if (method !== "GET" && method !== "HEAD") return refusing(405, "This page can only be read.");
  const standing = options.standing();
  if (url === "/status.json") {
    const { server, status } = standing;
    const json = { "content-type": "application/json; charset=utf-8" };
    return { status: 200, headers: json, text: JSON.stringify({ server, status }) };
  }
  if (url !== "/") return refusing(404, "There is nothing here.");
  const language = chooseLanguage(headers["accept-language"]);
  const again = standing.isCollecting ? { refresh: String(LOOK_AGAIN_SECONDS) } : {};
  return {
    status: 200,
    headers: { ...again, "content-type": "text/html; charset=utf-8", vary: "accept-language" },
    text: renderPage(standing, language, Intl.DateTimeFormat().resolvedOptions().timeZone),
  };
}

function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve(portOf(server));
    });
  });
}
