import { describe, expect, it } from "vitest";
import type { Matter } from "./matter.ts";
import { writeLetter } from "./write-letter.ts";

const NOW = Date.UTC(2026, 10, 24, 9);
const password = (daysLeft: number, more: Partial<Extract<Matter, { kind: "password" }>> = {}): Matter => ({
  kind: "password",
  key: "p",
  machine: "pc-1",
  platform: "win32",
  account: "anna",
  endsAt: NOW + daysLeft * 86_400_000,
  daysLeft,
  ...more,
});
const definitions: Matter = {
  kind: "definitions",
  key: "d",
  machine: "pc-1",
  platform: "linux",
  from: NOW - 5 * 86_400_000,
  daysOld: 5,
};

describe.each(["en", "de", "fr"] as const)("a letter in %s", (language) => {
  it("names the most urgent in its subject, and every matter with its steps in both parts", () => {
    const { subject, html, text } = writeLetter([definitions, password(3)], language, "Europe/Berlin");
    expect(subject).toMatch(/3/);
    for (const part of [html, text]) {
      expect(part).toContain("pc-1");
      expect(part.indexOf("anna")).toBeGreaterThan(0);
    }
    expect(text).toMatch(/^1\. /m);
    expect(html).toContain(`lang="${language}"`);
    expect(text).not.toMatch(/undefined|NaN|\{/);
  });

  it("says another thing on the last day and after it", () => {
    const subjects = [7, 1, 0].map((days) => writeLetter([password(days)], language, "UTC").subject);
    expect(new Set(subjects).size).toBe(3);
  });

  it("shows names that a machine gives itself as text on one line", () => {
    const evil = password(3, { machine: '<img src=x onerror="alert(1)">\r\nBcc: x', account: "\u202Eanna" });
    const { html, text, subject } = writeLetter([evil], language, "UTC");
    expect(html).not.toContain("<img");
    expect(text).not.toContain("\r\nBcc");
    expect(html + text).not.toContain("\u202E");
    expect(subject).not.toMatch(/[\r\n]/);
  });
});
