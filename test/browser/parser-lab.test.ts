import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";

let server: ServerProgram;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  server = await startServer({ dataDir: await newFolder() });
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: SIZES.desktop, reducedMotion: "reduce" })).newPage();
  await page.goto(server.ready.signInUrl);
  await page.getByTestId("fleet-sentence").waitFor();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (server) await removeFolder(server.dataDir);
});

it("reads what is pasted and says how it is judged, by keyboard alone", async () => {
  await page.goto(`${server.ready.httpUrl}/lab?platform=linux&probe=firewall&source=ufw`);
  await page.getByText("ufw status verbose").waitFor();
  await page.getByLabel("What it printed").focus();
  await page.keyboard.insertText("Status: inactive\n");
  await page.keyboard.press("Control+Enter");
  const facts = page.getByRole("region", { name: "Firewall facts" });
  await facts.getByText("ufw is inactive").first().waitFor();
  await page.locator('[data-rule="firewall-enabled"][data-status="fail"]').getByText("sudo ufw enable").waitFor();
});

it("keeps in the address what it is set to, and not what was pasted", async () => {
  await page.getByLabel("System").selectOption("darwin");
  await page.waitForURL(/platform=darwin/);
  await page.waitForURL(/source=socketfilterfw/);
  expect(page.url()).not.toContain("inactive");
  await page.reload();
  await expect.poll(() => page.getByLabel("Source").inputValue()).toBe("socketfilterfw");
});

it("says that a text is no answer of the source, and why", async () => {
  await page.getByLabel("What it printed").fill("complete nonsense");
  await page.getByRole("button", { name: "Read it" }).click();
  await page.locator('[data-probe="firewall"][data-kind="failed"]').waitFor();
  await page.locator('[data-rule="firewall-enabled"][data-status="unknown"]').waitFor();
});

it("has no accessibility fault in light and dark, and fits every size", async () => {
  const faults: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [size, viewport] of Object.entries({ ...SIZES, small: { width: 360, height: 740 } })) {
      await page.setViewportSize(viewport);
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${colorScheme} ${size}: ${fault}`));
      const width = await page.evaluate<number>("document.documentElement.scrollWidth");
      if (width > viewport.width) faults.push(`${colorScheme} ${size}: ${width - viewport.width} px too wide`);
      await screenshot(page, `parser-lab-${colorScheme}-${size}`);
    }
  }
  expect(faults).toEqual([]);
});
