import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, chromium as driver, type Page } from "playwright-core";
import { ROOT } from "../../scripts/child.ts";

/** Screenshots and the like, for people to look at after a run. */
export const ARTIFACTS = join(ROOT, "test-artifacts");

/** Nothing may be fetched in the background: there is nobody to answer. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A real Chromium: the one that comes with npm, or the system's Chrome where that one does not run. */
export async function openBrowser(): Promise<Browser> {
  const bundled = await bundledChromium();
  // A machine whose locale is POSIX would give pages a language tag that no person's browser has.
  const env = { ...process.env, LANGUAGE: "en_GB", LANG: "en_GB.UTF-8", LC_ALL: "en_GB.UTF-8" };
  if (bundled) return driver.launch({ executablePath: bundled, args: QUIET, headless: true, env });
  return driver.launch({ channel: "chrome", args: QUIET, headless: true, env });
}

/** The npm package carries a build for Linux only. */
async function bundledChromium(): Promise<string | null> {
  if (process.platform !== "linux") return null;
  const { default: chromium } = await import("@sparticuz/chromium");
  return chromium.executablePath();
}

export const SIZES = {
  desktop: { width: 1440, height: 900 },
  tablet: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
} as const;

/** Resolves when what fades or slides in has come to rest: half faded, any text has too little contrast. */
const UNTIL_STILL = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
  const ending = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
  await Promise.all(ending.map((each) => each.finished.catch(() => {})));
})()`;

/** Violations of WCAG 2.2 A and AA and of axe's best practices, as readable lines; of a part alone when one is named. */
export async function accessibilityFaults(page: Page, within?: string): Promise<string[]> {
  await page.evaluate(UNTIL_STILL);
  const builder = new AxeBuilder({ page });
  const { violations } = await (within === undefined ? builder : builder.include(within))
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  return violations.map(
    (violation) =>
      `${violation.id}: ${violation.help} (${violation.nodes.map((each) => each.html.slice(0, 120)).join(" | ")})`,
  );
}

export async function screenshot(page: Page, name: string): Promise<void> {
  await mkdir(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: join(ARTIFACTS, `${name}.png`), fullPage: true });
}
