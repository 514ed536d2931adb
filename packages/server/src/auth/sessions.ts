import { Role } from "@muster/shared/permissions.ts";
import type { Session } from "@muster/shared/sign-in.ts";
import { clip, toInstant } from "@muster/shared/text.ts";
import type { Db, Store } from "../store/open-store.ts";
import { setOperator } from "../store/operators.ts";
import {
  endSessionsOf,
  findSession,
  removeSession,
  renewSession,
  saveSession,
  sessionsOf,
  touchSession,
} from "../store/sessions.ts";
import { hashToken, newToken } from "./secrets.ts";

/** A working day: the dashboard stays open from morning to evening. */
const SESSION_LIFE_MS = 12 * 60 * 60 * 1000;

/** How long a session may lie unused. An open dashboard counts as use. */
export const SESSION_IDLE_MS = 2 * 60 * 60 * 1000;

/** The last use is written at most this often, so that reading costs no write. */
const TOUCH_EVERY_MS = 60 * 1000;

/** How long a proof to be there is good for dangerous acts. */
const CONFIRMED_FOR_MS = 10 * 60 * 1000;

const MAX_AGENT_CHARS = 200;

/** Where a request comes from, as far as it can be known. */
export type Origin = { address: string; agent: string };

export type Sessions = ReturnType<typeof createSessions>;

/** Sessions of those who have signed in. Only hashes of their tokens are stored. */
export function createSessions(options: {
  store: Pick<Store, "writer" | "reader">;
  now: () => number;
  newId: () => string;
}) {
  const { now, newId } = options;
  const { writer, reader } = options.store;

  /** Opens a session in the caller's transaction; returns its token. Always a new one: none is taken over. */
  async function open(trx: Db, operatorId: string, origin: Origin, openedWith: string): Promise<string> {
    const cookie = newToken();
    await saveSession(trx, {
      token_hash: hashToken(cookie),
      id: newId(),
      operator_id: operatorId,
      created_at: now(),
      last_used_at: now(),
      expires_at: now() + SESSION_LIFE_MS,
      address: origin.address,
      agent: clip(origin.agent, MAX_AGENT_CHARS),
      opened_with: openedWith,
      confirmed_at: now(),
      offered_secret: null,
    });
    await setOperator(trx, operatorId, { last_sign_in_at: now() });
    return cookie;
  }

  /** The session behind a cookie, or by its own id; null when there is none, or it has ended. Counts as use. */
  async function find(by: string | undefined | { id: string }): Promise<Session | null> {
    if (by === undefined || by === "") return null;
    // On the reading connection, so that looking at a page never waits for a commit.
    const row = await findSession(reader, typeof by === "string" ? { tokenHash: hashToken(by) } : by);
    if (!row || row.expires_at <= now() || row.last_used_at + SESSION_IDLE_MS <= now()) return null;
    const role = Role.safeParse(row.role);
    if (row.disabled_at !== null || !role.success) return null;
    if (row.last_used_at + TOUCH_EVERY_MS <= now()) await touchSession(writer, row.id, now());
    const hasProof = row.password_hash !== null || row.totp_secret !== null;
    return {
      id: row.id,
      operatorId: row.operator_id,
      operator: row.operator,
      role: role.data,
      signedInAt: toInstant(row.created_at),
      expiresAt: toInstant(row.expires_at),
      // Whoever has nothing to prove themselves with came in by a link alone, where the settings allow that.
      isConfirmed: !hasProof || row.confirmed_at + CONFIRMED_FOR_MS > now(),
    };
  }

  /** Gives a session another token, so that one known to somebody else is worth nothing; null when it has ended. */
  async function renew(db: Db, cookie: string, { isConfirmed }: { isConfirmed: boolean }): Promise<string | null> {
    const renewed = newToken();
    const tokens = { oldHash: hashToken(cookie), newHash: hashToken(renewed) };
    const id = await renewSession(db, tokens, isConfirmed ? { confirmed_at: now() } : {});
    return id === null ? null : renewed;
  }

  return {
    open,
    find,
    renew,
    /** An operator's sessions that are still good, the last used first. */
    list: (operatorId: string) => sessionsOf(writer, operatorId, { now: now(), idleSince: now() - SESSION_IDLE_MS }),
    /** Ends one session of an operator, or all but one; returns how many there were. */
    end: (operatorId: string, which: { only: string } | { but: string }) => endSessionsOf(writer, operatorId, which),
    /** Ends a session; the same cookie opens nothing afterwards. */
    signOut: (cookie: string) => removeSession(writer, hashToken(cookie)),
  };
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
