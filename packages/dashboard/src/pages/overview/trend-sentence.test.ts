import type { FleetDay } from "@muster/shared/history.ts";
import { expect, it } from "vitest";
import { trendSentence } from "./trend-sentence.ts";

const day = (date: string, nonCompliant: number, policyVersion: number | null): FleetDay => ({
  day: date,
  byStatus: { "non-compliant": nonCompliant },
  openFlags: {},
  policyVersion,
});

it("tells where the fleet came from and when the policy changed", () => {
  expect(trendSentence([])).toBe("A trend appears after a second day.");
  expect(trendSentence([day("2026-11-01", 3, 1), day("2026-11-02", 3, 1)])).toBe(
    "Non-compliant machines stayed at 3 since 1 Nov 2026.",
  );
  expect(trendSentence([day("2026-11-01", 3, 1), day("2026-11-02", 9, 2), day("2026-11-03", 5, 3)])).toBe(
    "Non-compliant machines went from 3 to 5 since 1 Nov 2026. The policy changed 2 times, to version 2, 3.",
  );
});
