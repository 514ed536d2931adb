import { hashKey, type InfiniteData, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { type ListPage, mergeInPlace } from "./merge-in-place.ts";
import { clearPending, setPending } from "./pending-changes.ts";
import { isHeld, registerSteadyList } from "./steady-lists.ts";

/** More pages than anybody scrolls through are not fetched anew at once. */
const MAX_PAGES = 10;

/**
 * Keeps a list up to date without moving a row under a pointer or a focus: what would move waits, and is counted.
 * @returns the hash by which what waits is found.
 */
export function useSteadyList<Item extends { id: string }>(
  queryKey: QueryKey,
  fetchPage: (cursor: string | null) => Promise<ListPage<Item>>,
): string {
  const queries = useQueryClient();
  const hash = hashKey(queryKey);
  const latest = useRef({ queryKey, fetchPage });
  latest.current = { queryKey, fetchPage };
  useEffect(() => {
    const { queryKey } = latest.current;
    return registerSteadyList(hash, queryKey[0], async () => {
      type List = InfiniteData<ListPage<Item>, string | null>;
      const before = queries.getQueryData<List>(queryKey);
      if (before === undefined) return;
      const fresh = await fetchAnew(latest.current.fetchPage, Math.min(before.pages.length, MAX_PAGES));
      const shown = queries.getQueryData<List>(queryKey);
      // What could not be fetched is fetched after the next change, or by whoever asks for it.
      if (fresh === null || shown === undefined) return;
      const [compared, rest] = [shown.pages.slice(0, fresh.pages.length), shown.pages.slice(fresh.pages.length)];
      // A list that became shorter is compared whole; one that is longer than is fetched anew keeps its end as it is.
      const isCut = rest.length > 0 && fresh.pages.at(-1)?.nextCursor !== null;
      const { pages, moved } = mergeInPlace<Item, ListPage<Item>>(isCut ? compared : shown.pages, fresh.pages);
      const isEmpty = shown.pages.every((page) => page.items.length === 0);
      if (!isCut && (moved.length === 0 || isEmpty || !isHeld())) {
        clearPending(hash);
        queries.setQueryData<List>(queryKey, fresh);
      } else {
        setPending(hash, moved);
        queries.setQueryData<List>(queryKey, { ...shown, pages: isCut ? [...pages, ...rest] : pages });
      }
    });
  }, [queries, hash]);
  return hash;
}

async function fetchAnew<Page extends ListPage<unknown>>(
  fetchPage: (cursor: string | null) => Promise<Page>,
  count: number,
): Promise<InfiniteData<Page, string | null> | null> {
  const fresh: InfiniteData<Page, string | null> = { pages: [], pageParams: [] };
  let cursor: string | null = null;
  try {
    do {
      const page: Page = await fetchPage(cursor);
      fresh.pages.push(page);
      fresh.pageParams.push(cursor);
      cursor = page.nextCursor;
    } while (cursor !== null && fresh.pages.length < count);
    return fresh;
  } catch {
    return null;
  }
}
