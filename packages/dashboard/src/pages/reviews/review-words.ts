import type { FirewallChangeKind, FirewallConfiguration, FirewallLook } from "@muster/shared/firewall-review.ts";
import { exactTime } from "../../parts/relative-time.ts";
import type { Tone } from "../../theme/status.ts";

export const KIND_LOOKS: Record<FirewallChangeKind, { word: string; tone: Tone }> = {
  weaker: { word: "Weaker", tone: "bad" },
  unread: { word: "Unread now", tone: "unknown" },
  other: { word: "Other", tone: "warn" },
  rules: { word: "Other rules", tone: "warn" },
  appeared: { word: "First reading", tone: "none" },
  stronger: { word: "Stronger", tone: "good" },
};

const KINDS = Object.keys(KIND_LOOKS) as FirewallChangeKind[];

/** How many changes of which kind, what needs an eye most first: `2 weaker, 1 other rules`. */
export function countsInWords(counts: FirewallLook["changesByKind"]): string {
  const told = KINDS.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count > 0 ? [`${count} ${KIND_LOOKS[kind].word.toLowerCase()}`] : [];
  });
  return told.length === 0 ? "nothing changed" : told.join(", ");
}

/** A configuration in one line: the tool, and what each profile does. */
export function configurationInWords(configuration: FirewallConfiguration | null): string {
  if (configuration === null) return "not read";
  const { tool, profiles } = configuration;
  const said = profiles.map(({ name, state, inbound }) => `${name} ${profileInWords(state, inbound)}`).join(", ");
  return [tool, said === "" ? "no profile" : said].filter((part) => part !== null).join(": ");
}

function profileInWords(state: string, inbound: string): string {
  if (state === "off") return "off";
  if (state === "unknown") return "unclear";
  if (inbound === "block") return "on";
  return inbound === "allow" ? "on, but lets everything in" : "on, inbound unclear";
}

/** What stands at the top of the page: when was looked last, and when it is to be done again. */
export function dueSentence({ since, dueAt, isOverdue }: Pick<FirewallLook, "since" | "dueAt" | "isOverdue">): {
  sentence: string;
  tone: Tone;
} {
  if (since === null || dueAt === null) return { sentence: "No review has been signed yet.", tone: "warn" };
  const last = `Last reviewed as of ${exactTime(Date.parse(since))}`;
  const due = exactTime(Date.parse(dueAt));
  return isOverdue
    ? { sentence: `${last}; the next review was due on ${due}.`, tone: "bad" }
    : { sentence: `${last}; the next review is due on ${due}.`, tone: "good" };
}
