import { randomBytes, randomUUID } from "node:crypto";
import { createAccounts } from "./auth/accounts.ts";
import { createAttempts } from "./auth/attempts.ts";
import { createPasswordJudge } from "./auth/password-strength.ts";
import { createPasswords } from "./auth/passwords.ts";
import { createSecondFactor } from "./auth/second-factor.ts";
import { createSessions } from "./auth/sessions.ts";
import { createSignIns } from "./auth/sign-in.ts";
import { isLoopback, type ServerConfig } from "./config.ts";
import type { Store } from "./store/open-store.ts";
import type { Seal } from "./store/seal.ts";

/** What lets people in and keeps their sessions. */
export async function composeAuth(pieces: { config: ServerConfig; store: Store; seal: Seal; now: () => number }) {
  const { config, store, seal, now } = pieces;
  const { writer } = store;
  const sessions = createSessions({ store, now, newId: randomUUID });
  const passwordJudge = createPasswordJudge();
  const shared = {
    writer,
    sessions,
    attempts: createAttempts({ writer, now }),
    passwords: await createPasswords(),
    passwordJudge,
    secondFactor: createSecondFactor({ seal, now, randomBytes }),
    rules: {
      needsSecondFactor: (role) => config.secondFactorFor.includes(role),
      opensByLink: config.signInByLink ?? isLoopback(config.listenAddress),
    },
    now,
  } satisfies Parameters<typeof createSignIns>[0];
  return { sessions, signIns: createSignIns(shared), accounts: createAccounts(shared), stop: passwordJudge.stop };
}
