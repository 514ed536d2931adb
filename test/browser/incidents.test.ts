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

const rail = () => page.getByRole("navigation").first();
const row = (title: string) => page.locator("tr[data-incident]").filter({ hasText: title });
const button = (name: string) => page.getByRole("button", { name, exact: true });

it("says that all is quiet, and opens by itself what is odd: somebody was made admin", async () => {
  await rail().getByRole("link", { name: "Incidents" }).click();
  await page.getByText("Nothing is open").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.goto(`${server.ready.httpUrl}/operators`);
  await page.getByRole("textbox", { name: "Name" }).fill("Vera Vogel");
  await page.getByLabel("Role").first().selectOption("admin");
  await button("Add").click();
  await page.getByRole("region", { name: "Link for Vera Vogel" }).waitFor();
  // The count comes to the rail over the live feed, wherever one is.
  await rail()
    .getByRole("link", { name: /^Incidents ?1$/ })
    .click();
  await row("Vera Vogel was made admin").waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, `incidents-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
});

it("is taken, worked through step by step, and closed with a note", async () => {
  await row("Vera Vogel was made admin").getByRole("link").press("Enter");
  await button("Acknowledge").click();
  await page.getByText("Acknowledged").first().waitFor();
  await button("Do it: Contain").press("Enter");
  await page.getByRole("textbox", { name: "What was done to contain" }).fill("Asked the owner: it was meant.");
  await button("Mark as done: Contain").press("Enter");
  await page.locator('li[data-step="contain"][data-done="true"]').getByText("it was meant").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await screenshot(page, "incident");
  expect(await button("Close it").isDisabled()).toBe(true);
  await page.getByRole("textbox", { name: "Note" }).fill("Meant, and noted in the minutes.");
  await button("Close it").click();
  await page.locator('li[data-entry="close"]').waitFor();
  await rail().getByRole("link", { name: "Incidents", exact: true }).click();
  await page.getByText("Nothing is open").waitFor();
  await page.getByText("Closed", { exact: true }).click();
  await row("Vera Vogel was made admin").waitFor();
});

it("is opened by hand, too, and fits a phone", async () => {
  await page.setViewportSize(SIZES.phone);
  await button("Open an incident").click();
  await page.getByRole("textbox", { name: "What is it?" }).fill("A laptop was stolen from a car");
  await page.getByLabel("Severity").selectOption("critical");
  await button("Open it").click();
  await page.getByRole("heading", { name: /A laptop was stolen/ }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
  await screenshot(page, "incident-phone");
});
