import { z } from "zod";
import { plain } from "./plain.ts";

/** One address that the mail server would not take, for now (4xx) or for good (5xx). */
export type Rejection = { address: string; response: string; isFinal: boolean };

export type Why = "deferred" | "refused" | "unreachable";

/** A mail that nobody got, as far as the mail server has said. */
export class MailNotSent extends Error {
  readonly why: Why;
  readonly advice: string;

  constructor(why: Why, message: string, advice: string) {
    super(message);
    this.name = "MailNotSent";
    this.why = why;
    this.advice = advice;
  }
}

const SmtpError = z.object({
  message: z.string(),
  code: z.string().optional(),
  responseCode: z.number().optional(),
});

/** What to do about each kind of failure, in an operator's words. */
const ADVICE: Record<string, string> = {
  EAUTH: "Check mail.user and mail.password.",
  ETLS: "The mail server offers no TLS. Use port 465 or 587, or waive TLS with mail.allowPlain: true.",
  EDNS: "Check mail.server: no such name was found.",
  ECONNECTION: "Check mail.server and mail.port, and that a firewall lets the connection out.",
  ESOCKET: "Check mail.server and mail.port, and that the certificate is one that this PC trusts.",
  ETIMEDOUT: "The mail server did not answer in time. Check mail.server and mail.port.",
  EENVELOPE: "The mail server refused the sender or every recipient. Check mail.from and the list's recipients.",
  EMESSAGE: "The mail server refused the message itself.",
};

/** Turns whatever nodemailer throws into one of three reasons, with its text on one line. */
export function whyNotSent(error: unknown): MailNotSent {
  if (error instanceof MailNotSent) return error;
  const parsed = SmtpError.safeParse(error);
  if (!parsed.success) return new MailNotSent("unreachable", plain(String(error)), "");
  const { message, code, responseCode } = parsed.data;
  const isFinal = responseCode !== undefined && responseCode >= 500;
  const why: Why = responseCode === undefined ? "unreachable" : isFinal ? "refused" : "deferred";
  return new MailNotSent(why, plain(message).slice(0, 500), ADVICE[code ?? ""] ?? "");
}
