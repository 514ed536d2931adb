import { createTransport } from "nodemailer";

export type MailSettings = {
  server: string;
  port: number;
  user: string | undefined;
  password: string | undefined;
  from: string;
  to: string[];
  /** Whether a connection without TLS is refused. */
  requireTls: boolean;
};

export type Mail = { subject: string; html: string; text: string; messageId: string };

export type Mailer = {
  /** Resolves when the mail server has accepted the mail; rejects with its answer otherwise. */
  send(mail: Mail): Promise<void>;
};

/** Ports on which TLS starts at once (RFC 8314). */
const IMPLICIT_TLS_PORT = 465;

export function createMailer(settings: MailSettings): Mailer {
  const transport = createTransport({
    host: settings.server,
    port: settings.port,
    secure: settings.port === IMPLICIT_TLS_PORT,
    requireTLS: settings.requireTls && settings.port !== IMPLICIT_TLS_PORT,
    ignoreTLS: !settings.requireTls,
    ...(settings.user === undefined ? {} : { auth: { user: settings.user, pass: settings.password ?? "" } }),
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      await transport.sendMail({
        from: settings.from,
        to: settings.to,
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        messageId: mail.messageId,
        headers: { "Auto-Submitted": "auto-generated" },
      });
    },
  };
}
