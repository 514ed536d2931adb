import { z } from "zod";

/** A policy that is being written: kept in this browser, so that a reload or a closed tab loses nothing. */
const Draft = z.object({ document: z.string(), basedOn: z.number().int() });
export type Draft = z.infer<typeof Draft>;

const KEY = "muster-policy-draft";

export function readDraft(): Draft | null {
  try {
    return Draft.safeParse(JSON.parse(localStorage.getItem(KEY) ?? "null")).data ?? null;
  } catch {
    // A browser that keeps nothing, or something else under our key: there is no draft.
    return null;
  }
}

export function keepDraft(draft: Draft | null): void {
  try {
    if (draft === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing: the draft lives as long as the page.
  }
}
