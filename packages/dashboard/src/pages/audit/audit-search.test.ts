import { describe, expect, it } from "vitest";
import { AuditSearch, filterOf } from "./audit-search.ts";

describe("the audit log's address", () => {
  it("names whole days of whoever looks, the last one included", () => {
    expect(filterOf({ from: "2026-10-25", to: "2026-10-25" })).toEqual({
      since: new Date(2026, 9, 25).toISOString(),
      until: new Date(2026, 9, 26).toISOString(),
    });
  });

  it("leaves out what is not asked for, and forgets what makes no sense", () => {
    expect(filterOf(AuditSearch.parse({ who: "", act: "nonsense", outcome: "refused", from: "yesterday" }))).toEqual({
      outcome: "refused",
    });
  });
});
