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
  page = await (await browser.newContext({ viewport: SIZES.desktop, acceptDownloads: true })).newPage();
  await page.goto(server.ready.signInUrl);
  await page.getByTestId("fleet-sentence").waitFor();
  await page.goto(`${server.ready.httpUrl}/operators`);
  await page.getByLabel("Name").fill("Vera Vogel");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByRole("region", { name: "Link for Vera Vogel" }).waitFor();
  // Somebody without a session asks for the log itself.
  expect((await fetch(`${server.ready.httpUrl}/api/v1/audit`)).status).toBe(401);
  await page.getByRole("navigation").first().getByRole("link", { name: "Audit log" }).click();
  await page.getByRole("table", { name: "Audit log" }).waitFor();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (server) await removeFolder(server.dataDir);
});

const rows = () => page.locator("tr[data-entry]");

it("tells who did what, the newest first, and all that was written down of it", async () => {
  const entry = rows().filter({ hasText: "add an operator" });
  await entry.getByRole("button").click();
  const details = page.getByLabel(/^Details of entry/);
  expect(await details.textContent()).toContain("Vera Vogel");
  expect(await rows().filter({ hasText: "sign in" }).count()).toBeGreaterThan(0);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, `audit-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
});

it("is narrowed by what, who and outcome, and the address says to what", async () => {
  await page.getByLabel("Outcome").selectOption("refused");
  await page.waitForURL("**/audit?outcome=refused");
  await rows().filter({ hasText: "Nobody signed in" }).first().waitFor();
  await rows().filter({ hasText: "add an operator" }).waitFor({ state: "detached" });
  await page.getByLabel("Who", { exact: true }).fill("nobody of this name");
  await page.getByLabel("Who", { exact: true }).press("Enter");
  await page.getByText("No entry fits").waitFor();
  await page.goBack();
});

it("hands out exactly what is shown", async () => {
  await page.goto(`${server.ready.httpUrl}/audit?act=operators.add`);
  await rows().first().waitFor();
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  const file = await (await coming).createReadStream();
  let text = "";
  for await (const chunk of file) text += String(chunk);
  expect(text.trim().split("\n")).toHaveLength(2);
  expect(text).toContain("operators.add");
});

it("fits a phone", async () => {
  await page.setViewportSize(SIZES.phone);
  await page.goto(`${server.ready.httpUrl}/audit`);
  await rows().first().waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
  await screenshot(page, "audit-phone");
});
