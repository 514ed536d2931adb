import { randomUUID } from "node:crypto";
import { AppError } from "@muster/shared/errors.ts";
import { z } from "zod";
import { mailerOf } from "../compose-digests.ts";
import type { ServerConfig } from "../config.ts";
import { MailNotSent } from "../mail/why-not-sent.ts";

const TIMEOUT_MS = 60_000;

const Address = z.email();

/** Tries the mail server as the digest would use it, step by step, and says what to do when it fails. */
export async function checkMail(config: ServerConfig, options: { to?: string; json: boolean }): Promise<void> {
  const mailer = mailerOf(config);
  if (mailer === null) throw new AppError("no_mail_server");
  if (options.to !== undefined && !Address.safeParse(options.to).success)
    throw new AppError("input_invalid", `${options.to} is not a mail address.`);
  const place = `${config.mailServer}:${config.mailPort}`;
  try {
    await mailer.check();
    const response = options.to === undefined ? null : await sendTest(options.to);
    if (options.json) console.log(JSON.stringify({ ok: true, server: place, from: mailer.from, response }));
    else {
      console.log(`The mail server ${place} answers and lets ${config.mailUser ?? "this PC"} send.`);
      if (response !== null) console.log(`It has accepted a test mail to ${options.to}: ${response}`);
    }
  } catch (error) {
    if (!(error instanceof MailNotSent)) throw error;
    const { why, message, advice } = error;
    if (options.json) console.log(JSON.stringify({ ok: false, server: place, why, message, advice }));
    else console.error(`The mail server ${place} cannot be used: ${message}\n${advice}`);
    process.exitCode = 1;
  }

  async function sendTest(to: string): Promise<string | null> {
    const text = "This is a test by Muster's check-mail: mail from the server reaches you.";
    const sent = await mailer?.send(
      {
        to: [to],
        subject: "Muster: test of the mail server",
        html: `<p>${text}</p>`,
        text: `${text}\n`,
        csv: null,
        messageId: `<test.${randomUUID()}@${config.mailFrom.slice(config.mailFrom.lastIndexOf("@") + 1)}>`,
        date: Date.now(),
        language: "en",
        unsubscribeUrl: null,
      },
      { signal: AbortSignal.timeout(TIMEOUT_MS), beforeEnd: async () => {} },
    );
    return sent?.response ?? null;
  }
}
