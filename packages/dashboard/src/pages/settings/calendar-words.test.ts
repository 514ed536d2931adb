import { expect, test } from "vitest";
import { daysInWords, hoursInWords } from "./calendar-words.ts";

test.each([
  [["mon", "tue", "wed", "thu", "fri"], "Mon-Fri"],
  [["sat", "mon", "wed", "tue"], "Mon-Wed, Sat"],
  [["sat", "sun"], "Sat, Sun"],
  [["thu"], "Thu"],
] as const)("%j are %s", (days, words) => {
  expect(daysInWords(days)).toBe(words);
});

test("hours are told by the clock, and a whole day in words", () => {
  expect(hoursInWords({ fromMinute: 480, toMinute: 1_050 })).toBe("08:00-17:30");
  expect(hoursInWords({ fromMinute: 0, toMinute: 1_440 })).toBe("all day");
});
