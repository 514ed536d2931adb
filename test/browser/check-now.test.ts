import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import {
  newEnrolmentLink,
  newFolder,
  type Program,
  removeFolder,
  type ServerProgram,
  startAgent,
  startServer,
} from "../support/programs.ts";

let folder: string;
let server: ServerProgram;
let agent: Program;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  folder = await newFolder();
  server = await startServer({ dataDir: folder, environment: { MUSTER_REPORT_INTERVAL: "1h" } });
  agent = startAgent({ dataDir: folder, link: await newEnrolmentLink(server) });
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: SIZES.desktop })).newPage();
  await page.goto(server.ready.signInUrl);
  await page.getByTestId("fleet-sentence").waitFor();
  await page.goto(`${server.ready.httpUrl}/machines`);
  await page.getByRole("table").getByRole("link").first().click();
  await page.getByRole("link", { name: "Open the machine's page" }).click();
  await page.getByTestId("machine-status").waitFor();
});

afterAll(async () => {
  await browser?.close();
  await agent?.stop();
  await server?.stop();
  await removeFolder(folder);
});

const step = (state: string) => page.locator(`[data-check="${state}"]`);
const button = () => page.getByRole("button", { name: "Check now" });

it("a machine is asked by keyboard and shows when it has been judged", async () => {
  await button().focus();
  await page.keyboard.press("Enter");
  await step("judged").waitFor();
  expect(await step("judged").textContent()).toContain("Collected and judged");
  await screenshot(page, "check-now-judged");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await accessibilityFaults(page)).toEqual([]);
  }
});

it("a machine that is offline cannot be asked, and the page says what will happen", async () => {
  await agent.stop();
  await page.getByText("Offline: it reports by itself when it is back").waitFor();
  expect(await button().isDisabled()).toBe(true);
  await screenshot(page, "check-now-offline");
});
