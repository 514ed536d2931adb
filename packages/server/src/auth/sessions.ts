import type { Session } from "@muster/shared/api.ts";
import { AppError } from "@muster/shared/errors.ts";
import { Role } from "@muster/shared/permissions.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { Store } from "../store/open-store.ts";
import { findOperator, setOperator } from "../store/operators.ts";
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
export const SESSION_IDLE_MS = 2 * 60 * 60 * 1000;

/** The last use is written at most this often, so that reading costs no write. */
const TOUCH_EVERY_MS = 60 * 1000;

export type Sessions = ReturnType<typeof createSessions>;

/** Sign-in by one-time links and the sessions that they open. Only hashes of tokens are stored. */
export function createSessions(options: { store: Pick<Store, "writer" | "reader">; now: () => number }) {
  const { now } = options;
  const { writer, reader } = options.store;

  /**
   * Makes a link's token, good once and for an hour (or as long as said), for an operator.
   * @throws AppError `operator_disabled`
   */
  async function newSignInToken(
    operatorId: string,
    lifeMs: number = LINK_LIFE_MS,
  ): Promise<{ token: string; expiresAt: number }> {
    const operator = await findOperator(writer, operatorId);
    if (!operator || operator.disabled_at !== null) throw new AppError("operator_disabled");
    const token = newToken();
    const expiresAt = now() + lifeMs;
    await forgetEnded(writer, now());
    await saveSignInLink(writer, {
      token_hash: hashToken(token),
      operator_id: operatorId,
      created_at: now(),
      expires_at: expiresAt,
      used_at: null,
    });
    return { token, expiresAt };
  }

  /** Opens a session for a link's token; null when the token is good no more. Always a new cookie: none is taken over. */
  async function signIn(token: string, address: string): Promise<{ cookie: string; session: Session } | null> {
    const cookie = newToken();
    const isOpen = await writer.transaction().execute(async (trx) => {
      const operatorId = await useSignInLink(trx, hashToken(token), now());
      const operator = operatorId === null ? undefined : await findOperator(trx, operatorId);
      if (!operator || operator.disabled_at !== null) return false;
      await saveSession(trx, {
        token_hash: hashToken(cookie),
        operator_id: operator.id,
        created_at: now(),
        last_used_at: now(),
        expires_at: now() + SESSION_LIFE_MS,
        address,
      });
      await setOperator(trx, operator.id, { last_sign_in_at: now() });
      return true;
    });
    const session = isOpen ? await find(cookie) : null;
    return session && { cookie, session };
  }

  /** The session behind a cookie; null when there is none, or it has ended. Counts as use. */
  async function find(cookie: string | undefined): Promise<Session | null> {
    if (!cookie) return null;
    // On the reading connection, so that looking at a page never waits for a commit.
    const row = await findSession(reader, hashToken(cookie));
    if (!row || row.expires_at <= now() || row.last_used_at + SESSION_IDLE_MS <= now()) return null;
    const role = Role.safeParse(row.role);
    if (row.disabled_at !== null || !role.success) return null;
    if (row.last_used_at + TOUCH_EVERY_MS <= now()) await touchSession(writer, row.token_hash, now());
    return {
      operatorId: row.operator_id,
      operator: row.operator,
      role: role.data,
      signedInAt: toInstant(row.created_at),
      expiresAt: toInstant(row.expires_at),
    };
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
