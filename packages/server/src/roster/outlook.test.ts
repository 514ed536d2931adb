import { DAY_MS } from "@muster/shared/duration.ts";
import { expect, it } from "vitest";
import { outlookOf } from "./outlook.ts";

const NOW = Date.UTC(2026, 10, 23, 9);

it("counts ages and ends by whole days, to the millisecond", () => {
  const dates = outlookOf(
    [
      { definitionsFrom: NOW, passwordEndsAt: NOW },
      { definitionsFrom: NOW - DAY_MS + 1, passwordEndsAt: NOW + 1 },
      { definitionsFrom: NOW - DAY_MS, passwordEndsAt: NOW + DAY_MS - 1 },
      { definitionsFrom: NOW - 400 * DAY_MS, passwordEndsAt: NOW + 14 * DAY_MS - 1 },
      { definitionsFrom: NOW + 60_000, passwordEndsAt: NOW + 14 * DAY_MS },
      { definitionsFrom: null, passwordEndsAt: null },
    ],
    NOW,
  );
  expect(dates.definitionsAge).toEqual([3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(dates.definitionsUnknown).toBe(1);
  expect(dates.passwordsEnding).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(dates.passwordsOver).toBe(1);
});
