import { describe, expect, test } from "vitest";
import { colourVariables } from "./theme.ts";

/** WCAG 2.2's relative luminance of a colour such as #1b1f24. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ["--surface-page", "--surface-card", "--surface-hover"];

describe.each([
  ["usual", 4.5],
  ["more", 7],
] as const)("with %s contrast", (contrast, least) => {
  test.each(["light", "dark"] as const)("every ink can be read on every surface of the %s scheme", (scheme) => {
    const colours = colourVariables(contrast)[scheme];
    const inks = Object.keys(colours).filter((name) => /-ink$|color-text|color-dimmed|color-anchor/.test(name));
    const faint = inks.flatMap((ink) => {
      const tint = ink.replace("-ink", "-tint");
      const grounds = tint === ink ? SURFACES : [...SURFACES, tint];
      return grounds.flatMap((ground) => {
        const measured = contrastOf(colours[ink] ?? "", colours[ground] ?? "");
        return measured >= least ? [] : [`${ink} on ${ground}: ${measured.toFixed(2)}`];
      });
    });
    expect(inks.length).toBeGreaterThan(6);
    expect(faint).toEqual([]);
  });
});

test.each(["light", "dark"] as const)("with more contrast bars and borders stand out in the %s scheme", (scheme) => {
  const colours = colourVariables("more")[scheme];
  const marks = Object.keys(colours).filter((name) => /-fill$|border/.test(name));
  const faint = marks.filter((mark) => contrastOf(colours[mark] ?? "", colours["--surface-card"] ?? "") < 3);
  expect([marks.length > 5, faint]).toEqual([true, []]);
});
