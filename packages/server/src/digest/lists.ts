import { randomUUID } from "node:crypto";
import { WEEKDAYS } from "@muster/shared/calendar.ts";
import { DigestListDraft, type DigestScope } from "@muster/shared/digest.ts";
import { z } from "zod";
import { hadDigestList, saveDigestList } from "../store/digest-lists.ts";
import { latestDigests } from "../store/digests.ts";
import type { DigestListRow } from "../store/mail-tables.ts";
import { addressDigests } from "../store/mails.ts";
import type { Db } from "../store/open-store.ts";

/** The list that a server begins with, and to which digests of before belong. */
export const FIRST_LIST = "first";

const Json = z.string().transform((text): unknown => JSON.parse(text));
const Stored = z.object({ recipients: Json, days: Json, scope: Json });

/** A list as it is worked with. @throws when the stored row is not one that this version wrote */
export function listOf(row: DigestListRow): DigestListDraft {
  const { recipients, days, scope } = Stored.parse(row);
  return DigestListDraft.parse({
    name: row.name,
    recipients,
    time: row.time,
    timeZone: row.time_zone,
    days,
    language: row.language,
    scope,
    showsNames: row.shows_names === 1,
    attachesCsv: row.attaches_csv === 1,
    isActive: row.is_active === 1,
  });
}

/** The row for a new list, or for one changed: another schedule counts from now, so that nothing before it is missed. */
export function listRow(draft: DigestListDraft, before: DigestListRow | null, now: number): DigestListRow {
  const schedule = {
    time: draft.time,
    time_zone: draft.timeZone,
    days: JSON.stringify(WEEKDAYS.filter((day) => draft.days.includes(day))),
    is_active: draft.isActive ? 1 : 0,
  };
  const isSame =
    before !== null &&
    before.time === schedule.time &&
    before.time_zone === schedule.time_zone &&
    before.days === schedule.days &&
    before.is_active === schedule.is_active;
  return {
    id: before?.id ?? randomUUID().slice(0, 8),
    name: draft.name,
    recipients: JSON.stringify(draft.recipients),
    ...schedule,
    language: draft.language,
    scope: JSON.stringify(draft.scope),
    shows_names: draft.showsNames ? 1 : 0,
    attaches_csv: draft.attachesCsv ? 1 : 0,
    scheduled_since: isSame ? before.scheduled_since : now,
    created_at: before?.created_at ?? now,
    updated_at: now,
    removed_at: null,
  };
}

/** Makes the first list of what the configuration says, once; a store that has digests already goes on with its numbers. */
export async function adoptFirstList(db: Db, draft: DigestListDraft, now: number): Promise<boolean> {
  if (await hadDigestList(db, FIRST_LIST)) return false;
  const [last] = await latestDigests(db, FIRST_LIST, 1);
  const row = listRow(draft, null, now);
  await saveDigestList(db, { ...row, id: FIRST_LIST, scheduled_since: last?.composed_at ?? now });
  await addressDigests(db, FIRST_LIST, draft.recipients);
  return true;
}

/** Whether a scope leaves anything out. */
export function isNarrow(scope: DigestScope): boolean {
  return scope.groups.length + scope.sites.length + scope.rules.length + scope.tags.length > 0;
}
