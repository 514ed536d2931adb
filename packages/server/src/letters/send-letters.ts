import { randomUUID } from "node:crypto";
import { DAY_MS } from "@muster/shared/duration.ts";
import type { Policy } from "@muster/shared/policy.ts";
import { mailRow } from "../mail/stored-mail.ts";
import { addLetter, forgetMatters, mattersTold } from "../store/letters.ts";
import type { Store } from "../store/open-store.ts";
import { addressOf } from "./address-of.ts";
import { gatherMatters } from "./gather-matters.ts";
import type { Matter } from "./matter.ts";
import { type LetterLanguage, writeLetter } from "./write-letter.ts";

/** What was told is remembered for longer than any password may last. */
const REMEMBERED_MS = 800 * DAY_MS;

/**
 * Writes to everybody who should be told something new: one letter a day at most for each, about all that is open. The outbox
 * sends it. Returns how many were written.
 */
export async function sendLetters(options: {
  store: Pick<Store, "reader" | "writer">;
  policy: Policy;
  /** Such as `{account}@example.com`. */
  template: string;
  language: LetterLanguage;
  /** For machines without a site. */
  timeZone: string;
  mailDomain: string;
  now: number;
}): Promise<number> {
  const { store, policy, template, language, mailDomain, now } = options;
  const people = new Map<string, { timeZone: string; matters: Matter[] }>();
  for await (const page of gatherMatters(store.reader, policy, options)) {
    for (const { account, timeZone, matter } of page) {
      const address = addressOf(template, account);
      if (address === null) continue;
      const person = people.get(address) ?? { timeZone, matters: [] };
      people.set(address, person);
      person.matters.push(matter);
    }
  }
  let written = 0;
  for (const [address, { timeZone, matters }] of people) {
    const keys = matters.map(({ key }) => key);
    if ((await mattersTold(store.reader, address, keys)).length === new Set(keys).size) continue;
    const letter = writeLetter(matters, language, timeZone);
    const id = `letter-${randomUUID()}`;
    const messageId = `<letter.${randomUUID()}@${mailDomain}>`;
    const mail = mailRow(
      { id, kind: "letter", recipients: [address], language, ...letter, csv: null, messageId, now },
      null,
    );
    if (await addLetter(store.writer, { address, day: dayIn(timeZone, now), matters: keys, now }, mail)) written++;
  }
  await forgetMatters(store.writer, now - REMEMBERED_MS);
  return written;
}

function dayIn(timeZone: string, now: number): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
}
