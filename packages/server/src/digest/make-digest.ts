import type { DigestListDraft } from "@muster/shared/digest.ts";
import type { Policy } from "@muster/shared/policy.ts";
import { z } from "zod";
import { latestDigests } from "../store/digests.ts";
import type { Db } from "../store/open-store.ts";
import { composeDigest } from "./compose.ts";
import type { DigestContext } from "./context.ts";
import { gatherDigest } from "./gather.ts";
import { isNarrow } from "./lists.ts";
import type { DigestMaterial } from "./material.ts";
import { renderCsv } from "./render-csv.ts";
import { renderHtml } from "./render-html.ts";
import { renderText } from "./render-text.ts";

/** What digests are made from, besides the store. */
export type DigestSources = {
  reader: Db;
  policy: () => Policy;
  online: () => number;
  certificates: () => { name: string; endsAt: number }[];
  dashboardUrl: string;
};

export type MadeDigest = {
  subject: string;
  html: string;
  text: string;
  csv: { name: string; text: string } | null;
  totals: Totals;
};

/** Kept with each digest, so that a list with a scope of its own has a trend. */
const Totals = z.object({ total: z.number(), compliant: z.number(), attention: z.number() });
type Totals = z.infer<typeof Totals>;

const DAYS_OF_TREND = 30;

/** Gathers, composes and renders one list's digest as of an instant. */
export async function makeDigest(
  sources: DigestSources,
  list: { id: string | null; draft: DigestListDraft },
  when: { now: number; since: number },
  place: DigestContext["place"],
): Promise<MadeDigest> {
  const { draft } = list;
  const narrow = isNarrow(draft.scope);
  const material = await gatherDigest({
    db: sources.reader,
    scope: draft.scope,
    policy: sources.policy(),
    ...when,
    online: narrow ? null : sources.online(),
    certificates: narrow ? [] : sources.certificates(),
    withSheet: draft.attachesCsv,
    pastTotals: narrow ? await pastOf(sources.reader, list.id) : null,
  });
  const document = composeDigest(material, {
    list: { name: draft.name, isNarrow: narrow, rules: draft.scope.rules },
    language: draft.language,
    timeZone: draft.timeZone,
    dashboardUrl: sources.dashboardUrl,
    showsNames: draft.showsNames,
    place,
  });
  const day = new Date(when.now).toISOString().slice(0, 10);
  return {
    subject: document.subject,
    html: renderHtml(document),
    text: renderText(document),
    csv: draft.attachesCsv ? { name: `muster-${day}.csv`, text: renderCsv(material.sheet, draft) } : null,
    totals: { total: material.total, compliant: material.byStatus.compliant, attention: material.attention },
  };
}

async function pastOf(db: Db, listId: string | null): Promise<DigestMaterial["trend"]> {
  if (listId === null) return [];
  const rows = await latestDigests(db, listId, DAYS_OF_TREND);
  return rows.reverse().flatMap(({ night, totals }) => {
    // Digests from before totals were kept have none.
    const parsed = Totals.safeParse(JSON.parse(totals));
    if (!parsed.success || parsed.data.total === 0) return [];
    return [{ day: night, percent: (100 * parsed.data.compliant) / parsed.data.total }];
  });
}
