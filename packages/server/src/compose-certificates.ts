import { hostname } from "node:os";
import { join } from "node:path";
import { DAY_MS } from "@muster/shared/duration.ts";
import type { Logger } from "pino";
import type { ServerConfig } from "./config.ts";
import { type Certificates, ensureCertificates } from "./ops/certificates.ts";

export function loadCertificates(config: ServerConfig, now: number): Promise<Certificates> {
  return ensureCertificates(join(config.dataDir, "server", "tls"), certificateNames(config), now);
}

/** The address that other PCs are told; `port` is the one that was really opened. */
export function publicAddressOf(config: ServerConfig, port: number): string {
  const given = config.publicAddress;
  if (given) return /:\d+$/.test(given) && !given.endsWith("]") ? given : `${given}:${port}`;
  const isOpen = config.listenAddress === "0.0.0.0" || config.listenAddress === "::";
  const name = isOpen ? hostname() : config.listenAddress;
  return `${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/** How a program on this PC reaches an address that the server listens on. */
export function localNameOf(listenAddress: string): string {
  if (listenAddress === "0.0.0.0") return "127.0.0.1";
  if (listenAddress === "::") return "[::1]";
  return listenAddress.includes(":") ? `[${listenAddress}]` : listenAddress;
}

/** Looks once a day whether the certificate must be renewed, and swaps it without dropping a connection. */
export function renewCertificates(
  config: ServerConfig,
  onRenewed: (fresh: Certificates) => void,
  log: Logger,
  now: () => number,
): () => void {
  const timer = setInterval(() => {
    loadCertificates(config, now()).then(onRenewed, (error: unknown) =>
      log.error({ err: error }, "renewing the certificate failed"),
    );
  }, DAY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Every name under which this server may be reached. */
function certificateNames(config: ServerConfig): string[] {
  const open = ["0.0.0.0", "::"];
  const given = config.publicAddress?.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  const names = ["localhost", "127.0.0.1", "::1", hostname(), config.listenAddress, ...(given ? [given] : [])];
  return [...new Set(names)].filter((name) => !open.includes(name));
}
