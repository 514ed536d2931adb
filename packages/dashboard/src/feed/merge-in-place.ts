/** A page of anything that has an id. */
export type ListPage<Item> = { items: Item[]; nextCursor: string | null };

type Merged<Page> = {
  pages: Page[];
  /** Ids that came, went or changed places: only showing the list anew can bring them in. */
  moved: string[];
};

/** Brings what was fetched anew into a list that somebody is reading: rows change where they stand, and none moves. */
export function mergeInPlace<Item extends { id: string }, Page extends ListPage<Item>>(
  shown: readonly Page[],
  fresh: readonly Page[],
): Merged<Page> {
  const before = shown.flatMap((page) => page.items.map((item) => item.id));
  const after = new Map(fresh.flatMap((page) => page.items.map((item) => [item.id, item] as const)));
  const known = new Set(before);
  const gone = before.filter((id) => !after.has(id));
  const come = [...after.keys()].filter((id) => !known.has(id));
  // Those in both lists, in either order; whoever stands elsewhere among them has moved.
  const staying = before.filter((id) => after.has(id));
  const reordered = [...after.keys()].filter((id) => known.has(id)).filter((id, index) => staying[index] !== id);
  const pages = shown.map((page) => ({ ...page, items: page.items.map((item) => after.get(item.id) ?? item) }));
  return { pages, moved: [...gone, ...come, ...reordered] };
}
