import type { Audited } from "../audit/happening.ts";
import type { Finding } from "./finding.ts";

/** So many refusals of one kind within so many ms are a burst: people mistype, and then stop. */
export const BURST = 20;
export const BURST_WITHIN_MS = 10 * 60_000;

/** Refusals remembered one by one; beyond it only their number grows. */
const REMEMBERED = 1_000;

type Sort = "sign-ins-refused" | "machines-refused";
type Refusal = { at: number; address: string | null };

const TITLES: Record<Sort, string> = {
  "sign-ins-refused": "Many sign-ins were refused",
  "machines-refused": "Many attempts to join as a machine were refused",
};
const NOUNS: Record<Sort, string> = { "sign-ins-refused": "sign-ins", "machines-refused": "attempts" };

/** Counts refusals as they happen, before the audit log draws those that repeat together. */
export function createBursts() {
  const counts: Record<Sort, { recent: Refusal[]; untold: number }> = {
    "sign-ins-refused": { recent: [], untold: 0 },
    "machines-refused": { recent: [], untold: 0 },
  };

  function heard(audited: Pick<Audited, "act" | "outcome" | "via" | "address">, now: number): void {
    const sort = sortOf(audited);
    if (sort === null) return;
    const count = counts[sort];
    count.untold += 1;
    count.recent.push({ at: now, address: audited.address });
    if (count.recent.length > REMEMBERED) count.recent.shift();
  }

  /** The bursts that go on at an instant and grew since they were asked for last. */
  function findings(now: number): Finding[] {
    return (["sign-ins-refused", "machines-refused"] as const).flatMap((sort) => {
      const count = counts[sort];
      count.recent = count.recent.filter(({ at }) => at > now - BURST_WITHIN_MS);
      const latest = count.recent.at(-1);
      if (latest === undefined) count.untold = 0;
      if (latest === undefined || count.recent.length < BURST || count.untold === 0) return [];
      const more = count.untold;
      count.untold = 0;
      const sentence = sentenceOf(sort, count.recent);
      const about = { kind: "audit", id: sort } as const;
      return [
        {
          kind: sort,
          subject: "",
          title: TITLES[sort],
          sentence,
          severity: "high",
          about,
          at: latest.at,
          times: { more },
        },
      ];
    });
  }

  return { heard, findings };
}

function sortOf({ act, outcome, via }: Pick<Audited, "act" | "outcome" | "via">): Sort | null {
  if (outcome !== "refused") return null;
  if (via === "agent") return "machines-refused";
  return via === "http" && act === "session.open" ? "sign-ins-refused" : null;
}

function sentenceOf(sort: Sort, recent: readonly Refusal[]): string {
  const byAddress = [...Map.groupBy(recent, (each) => each.address ?? "no address")].toSorted(
    ([, a], [, b]) => b.length - a.length,
  );
  const named = byAddress.slice(0, 3).map(([address, each]) => `${each.length} from ${address}`);
  const rest = byAddress.length - named.length;
  const counted = recent.length === REMEMBERED ? `more than ${REMEMBERED}` : String(recent.length);
  return `${counted} ${NOUNS[sort]} were refused within ten minutes: ${named.join(", ")}${rest > 0 ? `, and from ${rest} more addresses` : ""}.`;
}
