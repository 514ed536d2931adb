import type { FastifyReply, FastifyRequest } from "fastify";
import { SIGN_IN_COOKIE } from "../auth/begun-sign-ins.ts";
import { SESSION_COOKIE } from "../auth/sessions.ts";

/** Where the cookie of a sign-in that has begun is sent to, and nowhere else. */
const SIGN_IN_PATH = "/api/v1/sign-in";

type Asked = Pick<FastifyRequest, "protocol">;

function kept(request: Asked) {
  return { httpOnly: true, sameSite: "strict", secure: request.protocol === "https" } as const;
}

/** Hands out a session. @param expiresAt an instant on the wire */
export function setSessionCookie(request: Asked, reply: FastifyReply, cookie: string, expiresAt: string): void {
  reply.setCookie(SESSION_COOKIE, cookie, { ...kept(request), path: "/", expires: new Date(expiresAt) });
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, { path: "/" });
}

export function setStepCookie(request: Asked, reply: FastifyReply, cookie: string): void {
  reply.setCookie(SIGN_IN_COOKIE, cookie, { ...kept(request), path: SIGN_IN_PATH });
}

export function clearStepCookie(reply: FastifyReply): void {
  reply.clearCookie(SIGN_IN_COOKIE, { path: SIGN_IN_PATH });
}
