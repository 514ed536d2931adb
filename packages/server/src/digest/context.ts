import type { Language } from "@muster/shared/digest.ts";
import type { RuleId } from "@muster/shared/rules.ts";

/** For whom a digest is put into words, and where it stands in its list. */
export type DigestContext = {
  list: { name: string; isNarrow: boolean; rules: readonly RuleId[] };
  language: Language;
  timeZone: string;
  dashboardUrl: string;
  showsNames: boolean;
  /** Null for a preview or a test, which are not counted. */
  place: DigestPlace | "preview" | "test";
};

/** A digest's place in its list's row. Nights are local dates. */
export type DigestPlace = {
  number: number;
  before: { number: number; night: string } | null;
  dueAt: number;
  isLate: boolean;
  missed: readonly string[];
  /** Numbers of earlier digests that were given up. */
  notDelivered: readonly number[];
};
