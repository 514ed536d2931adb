import type { FlagWithMachine } from "@muster/shared/api.ts";

export type RecentChange = { id: string; kind: "opened" | "resolved"; at: string; flag: FlagWithMachine };

/** The latest openings and resolutions, newest first. A resolved flag counts for both of its ends. */
export function recentChanges(flags: readonly FlagWithMachine[], count: number): RecentChange[] {
  const changes = new Map<string, RecentChange>();
  for (const flag of flags) {
    changes.set(`${flag.id} opened`, { id: `${flag.id} opened`, kind: "opened", at: flag.openedAt, flag });
    if (flag.resolvedAt === null) continue;
    changes.set(`${flag.id} resolved`, { id: `${flag.id} resolved`, kind: "resolved", at: flag.resolvedAt, flag });
  }
  return [...changes.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, count);
}
