import type { Session } from "@muster/shared/api.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { Store } from "../store/open-store.ts";
import {
  findSession,
  forgetEnded,
  removeSession,
  saveSession,
  saveSignInLink,
  touchSession,
  useSignInLink,
} from "../store/tokens.ts";
import { hashToken, newToken } from "./secrets.ts";

/** A sign-in link is printed to be clicked at once. */
const LINK_LIFE_MS = 60 * 60 * 1000;

/** A working day: the dashboard stays open from morning to evening. */
const SESSION_LIFE_MS = 12 * 60 * 60 * 1000;

/** How long a session may lie unused. An open dashboard counts as use. */
const SESSION_IDLE_MS = 2 * 60 * 60 * 1000;

/** The last use is written at most this often, so that reading costs no write. */
const TOUCH_EVERY_MS = 60 * 1000;

export type Sessions = ReturnType<typeof createSessions>;

/** Sign-in by one-time links and the sessions that they open. Only hashes of tokens are stored. */
export function createSessions(options: { store: Pick<Store, "writer" | "reader">; now: () => number }) {
  const { now } = options;
  const { writer, reader } = options.store;

  /** Makes a link's token, good once and for an hour, for the operator of that name. */
  async function newSignInToken(operator: string): Promise<{ token: string; expiresAt: number }> {
    const token = newToken();
    const expiresAt = now() + LINK_LIFE_MS;
    await forgetEnded(writer, now());
    await saveSignInLink(writer, {
      token_hash: hashToken(token),
      created_at: now(),
      expires_at: expiresAt,
      used_at: null,
      operator,
    });
    return { token, expiresAt };
  }

  /** Opens a session for a link's token; null when the token is good no more. */
  async function signIn(token: string): Promise<{ cookie: string; session: Session } | null> {
    return writer.transaction().execute(async (trx) => {
      const operator = await useSignInLink(trx, hashToken(token), now());
      if (operator === null) return null;
      const cookie = newToken();
      const expiresAt = now() + SESSION_LIFE_MS;
      await saveSession(trx, {
        token_hash: hashToken(cookie),
        operator,
        created_at: now(),
        last_used_at: now(),
        expires_at: expiresAt,
      });
      return { cookie, session: { operator, signedInAt: toInstant(now()), expiresAt: toInstant(expiresAt) } };
    });
  }

  /** The session behind a cookie; null when there is none, or it has ended. Counts as use. */
  async function find(cookie: string | undefined): Promise<Session | null> {
    if (!cookie) return null;
    // On the reading connection, so that looking at a page never waits for a commit.
    const row = await findSession(reader, hashToken(cookie));
    if (!row || row.expires_at <= now() || row.last_used_at + SESSION_IDLE_MS <= now()) return null;
    if (row.last_used_at + TOUCH_EVERY_MS <= now()) await touchSession(writer, row.token_hash, now());
    return { operator: row.operator, signedInAt: toInstant(row.created_at), expiresAt: toInstant(row.expires_at) };
  }

  /** Ends a session; the same cookie opens nothing afterwards. */
  async function signOut(cookie: string): Promise<void> {
    await removeSession(writer, hashToken(cookie));
  }

  return { newSignInToken, signIn, find, signOut };
}

export const SESSION_COOKIE = "muster_session";

/** The session's cookie out of a `Cookie` header. */
export function sessionCookieOf(header: string | undefined): string | undefined {
  return header
    ?.split(";")
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${SESSION_COOKIE}=`))
    ?.slice(SESSION_COOKIE.length + 1);
}
