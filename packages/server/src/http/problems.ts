import type { Problem } from "@muster/shared/api.ts";
import { AppError, ERRORS, type ErrorCode } from "@muster/shared/errors.ts";
import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";

/** RFC 9457. */
export const PROBLEM_TYPE = "application/problem+json";

/** Thrown by a route to answer with a coded problem. */
export class HttpProblem extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string) {
    super(ERRORS[code].message);
    this.code = code;
    this.detail = detail;
  }
}

declare module "fastify" {
  interface FastifyReply {
    /** The code of the problem that is being answered. */
    problemCode: ErrorCode | null;
  }
}

export function problemOf(code: ErrorCode, detail?: string): Problem {
  const { httpStatus, message, remedy } = ERRORS[code];
  return {
    type: `urn:muster:error:${code}`,
    title: message,
    status: httpStatus,
    code,
    ...(detail === undefined ? {} : { detail }),
    remedy,
  };
}

export function sendProblem(reply: FastifyReply, code: ErrorCode, detail?: string): FastifyReply {
  const problem = problemOf(code, detail);
  reply.problemCode = code;
  return reply.code(problem.status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(problem);
}

/** Every error leaves as an RFC 9457 problem document with one of our codes; what is a bug shows no inside. */
export function registerProblems(app: FastifyInstance): void {
  app.decorateReply("problemCode", null);
  app.setErrorHandler((error: FastifyError | AppError | HttpProblem, request, reply) => {
    if (error instanceof HttpProblem) return sendProblem(reply, error.code, error.detail);
    if (error instanceof AppError) return sendProblem(reply, error.code, error.details);
    const known = codeOf(error);
    if (known) return sendProblem(reply, known, known === "input_invalid" ? error.message : undefined);
    request.log.error({ err: error }, "request failed");
    return sendProblem(reply, "internal");
  });
}

function codeOf(error: FastifyError): ErrorCode | null {
  if (error.validation) return "input_invalid";
  switch (error.statusCode) {
    case 413:
      return "payload_too_large";
    case 404:
      return "not_found";
    case 429:
      return "too_many_requests";
    default:
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
        ? "input_invalid"
        : null;
  }
}
