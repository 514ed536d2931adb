import { toInstant } from "@muster/shared/text.ts";
import { createSessions } from "../auth/sessions.ts";
import { openConfiguredStore } from "../compose.ts";
import type { ServerConfig } from "../config.ts";

/** Makes a one-time link that opens a session on the dashboard. Whoever may read the server's data folder may do this. */
export async function signInLink(config: ServerConfig, options: { operator: string; json: boolean }): Promise<void> {
  const store = await openConfiguredStore(config);
  try {
    const sessions = createSessions({ store, now: Date.now });
    const { token, expiresAt } = await sessions.newSignInToken(options.operator);
    const url = `http://127.0.0.1:${config.httpPort}/sign-in#${token}`;
    if (options.json) console.log(JSON.stringify({ url, expiresAt: toInstant(expiresAt) }));
    else console.log(`Open this once, before ${toInstant(expiresAt)}:\n\n  ${url}`);
  } finally {
    await store.close();
  }
}
