import { EnrolmentRequest } from "@muster/shared/api.ts";
import { AppError } from "@muster/shared/errors.ts";
import { offerEnrolmentLink } from "../auth/enrolment.ts";
import { recordAtConsole } from "../compose-audit.ts";
import { loadCertificates, publicAddressOf } from "../compose-certificates.ts";
import { openConfiguredStore } from "../compose-store.ts";
import type { ServerConfig } from "../config.ts";

/** Makes a one-use enrolment link and prints it with the line to run on the other PC. */
export async function enrolmentLink(
  config: ServerConfig,
  options: { tag: string[]; expiresInMinutes: number; address?: string; json: boolean },
): Promise<void> {
  const request = EnrolmentRequest.safeParse({ tags: options.tag, expiresInMinutes: options.expiresInMinutes });
  if (!request.success) {
    throw new AppError("input_invalid", request.error.issues.map((issue) => issue.message).join("; "));
  }
  const now = Date.now();
  const { caFingerprint } = await loadCertificates(config, now);
  const store = await openConfiguredStore(config);
  try {
    const address = options.address ?? publicAddressOf(config, config.httpsPort);
    const details = { asked: request.data, address };
    await recordAtConsole(config, store, { act: "machines.enrolment-link", details });
    const offer = await offerEnrolmentLink(store.writer, request.data, { now, address, caFingerprint });
    if (options.json) console.log(JSON.stringify(offer));
    else {
      console.log(`Run this on the PC to enrol, once, before ${offer.expiresAt}:\n\n  ${offer.command}`);
    }
  } finally {
    await store.close();
  }
}
