import type { Outlook } from "@muster/shared/outlook.ts";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { writeFleet } from "../../scripts/load/write-fleet.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

const FLEET = 400;
let folder: string;
let server: ServerProgram;
let viewer: Viewer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  folder = await newFolder();
  await writeFleet(folder, FLEET, Date.now());
  server = await startServer({ dataDir: folder });
  viewer = await signIn(server, "anna");
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: SIZES.desktop })).newPage();
  await page.goto(server.ready.signInUrl);
  await page.getByTestId("fleet-sentence").waitFor();
});

afterAll(async () => {
  await browser?.close();
  viewer?.close();
  await server?.stop();
  await removeFolder(folder);
});

const home = () => page.goto(`${server.ready.httpUrl}/`);
const region = (name: string) => page.getByRole("region", { name, exact: true });
const tableRows = () => page.getByRole("table", { name: "Machines" }).getAttribute("aria-rowcount");

it("counts every machine once by reachability, and leads to those it counts", async () => {
  await home();
  const links = region("Reachability").getByRole("link");
  await links.first().waitFor();
  const counts = (await links.allTextContents()).map((text) => Number(/\d+$/.exec(text)?.[0]));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(FLEET);
  const position = counts.findIndex((count) => count > 0);
  await links.nth(position).press("Enter");
  await page.waitForURL(/\/machines\?reachability=/);
  await expect.poll(tableRows).toBe(String((counts[position] ?? 0) + 1));
});

it("tells the ages of definitions and the ends of passwords as the server counts them", async () => {
  await home();
  const outlook = await viewer.get<Outlook>("/api/v1/outlook");
  const ages = page.getByRole("table", { name: "Machines by the age of their virus definitions" });
  await ages.waitFor({ state: "attached" });
  const told = (await ages.locator("td").allTextContents()).map(Number);
  expect(told).toEqual(outlook.definitionsAge.filter((count) => count > 0));
  expect(told.reduce((sum, count) => sum + count, 0) + outlook.definitionsUnknown).toBe(FLEET);
  await region("Definitions' age").getByRole("link", { name: "oldest first" }).click();
  await page.waitForURL(/sort=-definitions/);
});

it("keeps the days of its trend in the address", async () => {
  await home();
  await region("Trend").getByRole("link", { name: "30 days" }).press("Enter");
  await page.waitForURL(/days=30/);
  await page.reload();
  await region("Trend")
    .getByRole("link", { name: "30 days", exact: true })
    .and(page.locator("[aria-current]"))
    .waitFor();
});

it("has no accessibility fault in light and dark, and fits every size", async () => {
  const faults: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await home();
      await region("Reachability").getByRole("link").first().waitFor();
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${colorScheme} ${size}: ${fault}`));
      const width = await page.evaluate<number>("document.documentElement.scrollWidth");
      if (width > viewport.width) faults.push(`${colorScheme} ${size}: ${width - viewport.width} px too wide`);
      await screenshot(page, `overview-400-${colorScheme}-${size}`);
    }
  }
  expect(faults).toEqual([]);
});

it("offers a phone what does not fit its bar under More", async () => {
  await page.setViewportSize(SIZES.phone);
  await home();
  await page.getByRole("button", { name: "More" }).press("Enter");
  await page.getByRole("menuitem", { name: "Waivers" }).click();
  await page.waitForURL(/\/waivers/);
});
