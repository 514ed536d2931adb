import { expect, test } from "vitest";
import { exactTime } from "../../parts/relative-time.ts";
import { standingOf } from "./standing-of.ts";

const AT = "2026-11-24T09:00:00.000Z";

test("a failure that is neither in grace nor accepted has nothing to add", () => {
  expect(standingOf({ waiver: null, isInGrace: false, graceEndsAt: AT })).toBeNull();
});

test("grace names its end, or that it waits for the machine", () => {
  expect(standingOf({ waiver: null, isInGrace: true, graceEndsAt: AT })).toBe(
    `in grace until ${exactTime(Date.parse(AT))}`,
  );
  expect(standingOf({ waiver: null, isInGrace: true, graceEndsAt: null })).toContain("until the machine is back");
});

test("a waiver names its end", () => {
  expect(standingOf({ waiver: { id: "w", endsAt: AT }, isInGrace: false, graceEndsAt: null })).toBe(
    `accepted by a waiver until ${exactTime(Date.parse(AT))}`,
  );
});
