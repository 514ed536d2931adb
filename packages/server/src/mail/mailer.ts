import { Transform } from "node:stream";
import { createTransport } from "nodemailer";
import { plain } from "./plain.ts";
import { type Rejection, whyNotSent } from "./why-not-sent.ts";

export type MailSettings = {
  server: string;
  port: number;
  user: string | undefined;
  password: string | undefined;
  from: string;
  /** never: this PC itself. always: refuse to speak without. if-offered: an operator has waived it. */
  tls: "never" | "always" | "if-offered";
  dkim: { domain: string; selector: string; key: string } | null;
};

export type OutgoingMail = {
  to: readonly string[];
  subject: string;
  html: string;
  text: string;
  csv: { name: string; text: string } | null;
  messageId: string;
  /** Epoch ms; the same at every attempt. */
  date: number;
  language: string;
  /** Where a reader finds how to stop getting it; null for mail that nobody is subscribed to. */
  unsubscribeUrl: string | null;
};

export type SendControl = {
  signal: AbortSignal;
  /** Awaited when everything but the end of the message is under way; when it rejects, the mail is not sent. */
  beforeEnd: () => Promise<void>;
};

/** What the mail server said when it accepted a mail for somebody at least. */
export type Accepted = { response: string; rejected: Rejection[] };

export type Mailer = {
  from: string;
  server: string;
  /** @throws MailNotSent when nobody gets it, for sure or as far as is known. */
  send(mail: OutgoingMail, control: SendControl): Promise<Accepted>;
  /** Connects, starts TLS and signs in, without sending. @throws MailNotSent */
  check(): Promise<void>;
};

/** Ports on which TLS starts at once (RFC 8314). */
const IMPLICIT_TLS_PORT = 465;

/**
 * Sends by SMTP, one connection per mail: a pool puts mails that a broken connection left unanswered back in its own queue,
 * which would send them twice behind the outbox's back.
 */
export function createMailer(settings: MailSettings): Mailer {
  const options = {
    host: settings.server,
    port: settings.port,
    secure: settings.tls !== "never" && settings.port === IMPLICIT_TLS_PORT,
    requireTLS: settings.tls === "always",
    ignoreTLS: settings.tls === "never",
    // Where TLS was waived, a certificate that nobody vouches for is still better than none.
    ...(settings.tls === "if-offered" ? { tls: { rejectUnauthorized: false } } : {}),
    ...(settings.user === undefined ? {} : { auth: { user: settings.user, pass: settings.password ?? "" } }),
    ...(settings.dkim === null
      ? {}
      : {
          dkim: {
            domainName: settings.dkim.domain,
            keySelector: settings.dkim.selector,
            privateKey: settings.dkim.key,
          },
        }),
    connectionTimeout: 20_000,
    greetingTimeout: 60_000,
    // RFC 5321, 4.5.3.2.6: a client that does not wait ten minutes for the last answer sends mails twice.
    socketTimeout: 600_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  return {
    from: settings.from,
    server: settings.server,
    send: async (mail, { signal, beforeEnd }) => {
      const transport = createTransport(options);
      transport.use("stream", (message, done) => {
        message.message.processFunc((input) => input.pipe(heldBack(beforeEnd)));
        done();
      });
      try {
        const info = await transport.sendMail({ ...envelopeOf(mail, settings.from), signal });
        return { response: plain(info.response), rejected: (info.rejectedErrors ?? []).map(rejectionOf) };
      } catch (error) {
        throw whyNotSent(error);
      } finally {
        transport.close();
      }
    },
    check: async () => {
      const transport = createTransport(options);
      try {
        await transport.verify();
      } catch (error) {
        throw whyNotSent(error);
      } finally {
        transport.close();
      }
    },
  };
}

function rejectionOf(error: Error & { recipient?: string | undefined; responseCode?: number | undefined }): Rejection {
  return {
    address: error.recipient ?? "",
    response: plain(error.message),
    isFinal: (error.responseCode ?? 0) >= 500,
  };
}

function envelopeOf(mail: OutgoingMail, from: string) {
  const mailto = `<mailto:${from}?subject=${encodeURIComponent(`unsubscribe: ${mail.subject.slice(0, 60)}`)}>`;
  return {
    from,
    to: [...mail.to],
    subject: plain(mail.subject),
    html: mail.html,
    text: mail.text,
    messageId: mail.messageId,
    date: new Date(mail.date),
    headers: {
      "Auto-Submitted": "auto-generated",
      "Content-Language": mail.language,
      ...(mail.unsubscribeUrl === null ? {} : { "List-Unsubscribe": `<${mail.unsubscribeUrl}>, ${mailto}` }),
    },
    attachments:
      mail.csv === null
        ? []
        : [{ filename: mail.csv.name, content: mail.csv.text, contentType: "text/csv; charset=utf-8" }],
  };
}

/** Lets everything through, and ends only after `beforeEnd`. */
function heldBack(beforeEnd: () => Promise<void>): Transform {
  return new Transform({
    transform: (chunk, _encoding, done) => done(null, chunk),
    flush: (done) => {
      beforeEnd().then(() => done(), done);
    },
  });
}
