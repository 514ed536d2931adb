import { expect, it } from "vitest";
import { configurationInWords, countsInWords, dueSentence } from "./review-words.ts";

it("counts what needs an eye most first", () => {
  expect(countsInWords({ stronger: 4, weaker: 2, rules: 1 })).toBe("2 weaker, 1 other rules, 4 stronger");
  expect(countsInWords({})).toBe("nothing changed");
});

it("says what each profile does", () => {
  const profiles = [
    { name: "Domain", state: "on", inbound: "block" },
    { name: "Private", state: "on", inbound: "allow" },
    { name: "Public", state: "off", inbound: "unknown" },
  ] as const;
  expect(configurationInWords({ tool: "ufw", profiles: [...profiles] })).toBe(
    "ufw: Domain on, Private on, but lets everything in, Public off",
  );
  expect(configurationInWords({ tool: null, profiles: [] })).toBe("no profile");
  expect(configurationInWords(null)).toBe("not read");
});

it("says when the next one is due, and that it was", () => {
  const since = "2026-09-01T00:00:00.000Z";
  const dueAt = "2026-11-30T00:00:00.000Z";
  expect(dueSentence({ since: null, dueAt: null, isOverdue: false }).tone).toBe("warn");
  expect(dueSentence({ since, dueAt, isOverdue: false })).toMatchObject({ tone: "good" });
  expect(dueSentence({ since, dueAt, isOverdue: true }).sentence).toContain("was due on");
});
