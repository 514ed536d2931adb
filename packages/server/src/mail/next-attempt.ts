import type { MailRow } from "../store/mail-tables.ts";
import type { MailChange } from "../store/mails.ts";
import type { Accepted } from "./mailer.ts";
import { addressesOf } from "./stored-mail.ts";
import type { MailNotSent } from "./why-not-sent.ts";

/** Waits between tries in ms: a minute, doubled each time, at most an hour. Twenty-five tries span some twenty hours. */
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 3_600_000;
export const MAX_TRIES = 25;

/** Refusals for good (5xx) after which more tries would only annoy the mail server. */
const MAX_REFUSALS = 3;

type Tried = Pick<MailRow, "tries" | "refusals" | "waiting">;

/** What becomes of a mail that the mail server has not taken. Pure. */
export function afterFailure(mail: Tried, failure: Pick<MailNotSent, "why" | "message">, now: number): MailChange {
  const refusals = mail.refusals + (failure.why === "refused" ? 1 : 0);
  const isOver = mail.tries >= MAX_TRIES || refusals >= MAX_REFUSALS;
  const tries = `${mail.tries} ${mail.tries === 1 ? "try" : "tries"}`;
  return {
    refusals,
    state: isOver ? "failed" : "pending",
    state_sentence: `${isOver ? "not sent, given up" : "not sent yet"} after ${tries}: ${failure.message.slice(0, 300)}`,
    next_attempt_at: isOver ? null : now + waitAfter(mail.tries),
  };
}

/** What becomes of a mail that was taken for somebody: those who were put off are tried again, by themselves. Pure. */
export function afterAcceptance(mail: Tried, { rejected }: Accepted, now: number): MailChange {
  const later = rejected.filter((each) => !each.isFinal).map((each) => each.address);
  const told = rejected
    .map((each) => `${each.address}: ${each.response}`)
    .join("; ")
    .slice(0, 300);
  if (later.length > 0 && mail.tries < MAX_TRIES) {
    return {
      state: "pending",
      state_sentence: `sent to some; ${later.length} put off. ${told}`,
      sent_at: now,
      waiting: JSON.stringify(later),
      next_attempt_at: now + waitAfter(mail.tries),
    };
  }
  const all = addressesOf(mail.waiting).length;
  return {
    state: "sent",
    state_sentence:
      rejected.length === 0
        ? "sent: the mail server has accepted it"
        : `sent to ${all - rejected.length} of ${all}; refused for the others. ${told}`,
    sent_at: now,
    waiting: "[]",
    next_attempt_at: null,
  };
}

function waitAfter(tries: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries - 1, 10));
}
