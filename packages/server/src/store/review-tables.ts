import type { Selectable } from "kysely";

export type ReviewTables = { firewall_review: FirewallReviewTable };

/** A look at the fleet's firewalls that somebody has signed. Instants in epoch ms. */
export type FirewallReviewTable = {
  id: string;
  signed_at: number;
  /** What changed later is for the next review. */
  as_of: number;
  signed_by: string;
  note: string;
  machines: number;
  unread: number;
  configurations: number;
  /** JSON: changes per kind. */
  changes: string;
};
export type FirewallReviewRow = Selectable<FirewallReviewTable>;
