import { z } from "zod";
import type { MailRow } from "../store/mail-tables.ts";
import type { OutgoingMail } from "./mailer.ts";

const Addresses = z.array(z.string());

export function addressesOf(json: string): string[] {
  return Addresses.parse(JSON.parse(json));
}

export type NewMail = {
  id: string;
  kind: "digest" | "letter";
  recipients: readonly string[];
  language: string;
  subject: string;
  html: string;
  text: string;
  csv: { name: string; text: string } | null;
  messageId: string;
  now: number;
};

/** A mail as the outbox keeps it; `whyNot` is said of one that nobody will send. */
export function mailRow(mail: NewMail, whyNot: string | null): MailRow {
  return {
    id: mail.id,
    kind: mail.kind,
    waiting: JSON.stringify(mail.recipients),
    recipients: JSON.stringify(mail.recipients),
    language: mail.language,
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    csv: mail.csv?.text ?? null,
    csv_name: mail.csv?.name ?? null,
    message_id: mail.messageId,
    created_at: mail.now,
    state: whyNot === null ? "pending" : "not-sent",
    state_sentence: whyNot === null ? "waiting for the mail server" : `not sent: ${whyNot}`,
    sent_at: null,
    attempts: 0,
    tries: 0,
    refusals: 0,
    next_attempt_at: whyNot === null ? mail.now : null,
    lease_owner: null,
    lease_until: null,
  };
}

/** The same bytes at every attempt, but for who still waits for them. */
export function toOutgoing(row: MailRow, dashboardUrl: string): OutgoingMail {
  return {
    to: addressesOf(row.waiting),
    subject: row.subject,
    html: row.html,
    text: row.text,
    csv: row.csv === null ? null : { name: row.csv_name ?? "muster.csv", text: row.csv },
    messageId: row.message_id,
    date: row.created_at,
    language: row.language,
    unsubscribeUrl: row.kind === "digest" ? `${dashboardUrl}/digests` : null,
  };
}
