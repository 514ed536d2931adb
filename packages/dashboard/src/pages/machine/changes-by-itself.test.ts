import { expect, test } from "vitest";
import { changesByItself } from "./changes-by-itself.ts";

const NOW = Date.parse("2026-11-24T08:00:00.000Z");
const changesAt = "2026-11-27T08:00:00.000Z";
const words = (status: "pass" | "warn" | "fail" | "unknown", isFlagged = false) =>
  changesByItself({ status, changesAt, isFlagged }, NOW, "Europe/Berlin");

test("a warning fails when its time is up", () => {
  expect(words("warn")).toBe("Will fail in 3 days - Fri 27 Nov, 09:00");
});

test("a pass stops passing, which may be a warning first", () => {
  expect(words("pass")).toBe("Will stop passing in 3 days - Fri 27 Nov, 09:00");
});

test("an unknown becomes a flag, once", () => {
  expect(words("unknown")).toBe("Unless it can be read before, becomes a flag in 3 days - Fri 27 Nov, 09:00");
  expect(words("unknown", true)).toBe("Will change in 3 days - Fri 27 Nov, 09:00");
});

test("a verdict that only a report can change says nothing", () => {
  expect(changesByItself({ status: "fail", changesAt: null, isFlagged: true }, NOW)).toBeNull();
});
