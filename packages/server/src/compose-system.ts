import { DAY_MS } from "@muster/shared/duration.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { HttpContext } from "./http/http-context.ts";
import { type Certificates, RENEW_BEFORE_DAYS } from "./ops/certificates.ts";
import type { Store } from "./store/open-store.ts";

/** What the server knows of itself. */
export function composeSystem(pieces: {
  store: Store;
  certificates: () => Certificates;
  startedAt: number;
}): HttpContext["system"] {
  const { store, certificates, startedAt } = pieces;
  return async () => {
    const { expiresAt, caFingerprint } = certificates();
    return {
      startedAt: toInstant(startedAt),
      nodeVersion: process.versions.node,
      store: { binding: store.binding, bytes: await store.bytes() },
      certificate: {
        expiresAt: toInstant(expiresAt),
        renewsFrom: toInstant(expiresAt - RENEW_BEFORE_DAYS * DAY_MS),
        caFingerprint,
      },
    };
  };
}
