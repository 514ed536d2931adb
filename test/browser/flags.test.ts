import type { FlagPage } from "@muster/shared/api.ts";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { clamav, outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { accepted, LightAgent, reportOf, sendReport } from "../support/light-agent.ts";
import { newEnrolmentLink, newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

let server: ServerProgram;
let browser: Browser;
let page: Page;
let viewer: Viewer;

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  server = await startServer({ dataDir: await newFolder() });
  viewer = await signIn(server, "anna");
  for (const name of ["pc-1", "pc-2", "pc-3"]) {
    const agent = await LightAgent.from(await newEnrolmentLink(server));
    const { socket } = await agent.enrol();
    const facts = outcomes(Date.now(), { products: [clamav(Date.now())], firewall: "off" });
    accepted(await sendReport(socket, reportOf(1, name, facts)));
  }
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: SIZES.desktop });
  page = await context.newPage();
  const [name = "", value = ""] = viewer.cookie.split("=");
  await context.addCookies([{ name, value, url: server.ready.httpUrl }]);
  await page.goto(`${server.ready.httpUrl}/flags`);
  await page.getByRole("link", { name: "pc-1" }).waitFor();
});

afterAll(async () => {
  await browser?.close();
  viewer?.close();
  await server?.stop();
  if (server) await removeFolder(server.dataDir);
});

const row = (machine: string) => page.locator("tr[data-flag]", { hasText: machine });
const workOf = async (machine: string) =>
  (await viewer.get<FlagPage>("/api/v1/flags")).items.find((flag) => flag.machineName === machine)?.work;

it("a flag is acknowledged and ticked by keyboard alone", async () => {
  await row("pc-3").getByRole("link").focus();
  await page.keyboard.press("a");
  await row("pc-3").locator('[data-work="acknowledged"]:visible').waitFor();
  expect(await workOf("pc-3")).toMatchObject({ state: "acknowledged", acknowledgedBy: "anna" });
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  const bar = page.getByRole("region", { name: "What to do about the selected flags" });
  await bar.getByText("2 selected").waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, `flags-selected-${colorScheme}`);
  }
});

it("several are taken at once, annotated, put aside, and put back", async () => {
  const bar = page.getByRole("region", { name: "What to do about the selected flags" });
  await bar.getByRole("button", { name: "I take it" }).click();
  await row("pc-1").locator('[data-work="assigned"]:visible').waitFor();
  await bar.getByLabel("Note").fill("ticket 12");
  await bar.getByLabel("Note").press("Enter");
  await row("pc-2").getByText("Note: ticket 12").waitFor();
  await page.getByRole("link", { name: "Mine" }).click();
  await expect.poll(() => page.locator("tr[data-flag]").count()).toBe(2);
  await page.getByRole("link", { name: "Open 3" }).click();
  await bar.getByRole("button", { name: "Put aside…" }).click();
  await page.getByRole("menuitem", { name: "for a day" }).click();
  await page.getByRole("link", { name: "Put aside 2" }).waitFor();
  await row("pc-1").getByText("back in").last().waitFor();
  await bar.getByRole("button", { name: "Back to new" }).click();
  await page.getByRole("link", { name: "New 2" }).waitFor();
  expect(await workOf("pc-1")).toMatchObject({ state: "new", note: "ticket 12" });
  await page.setViewportSize(SIZES.phone);
  await page.reload();
  await row("pc-1").waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(SIZES.phone.width);
  expect(await accessibilityFaults(page)).toEqual([]);
  await screenshot(page, "flags-work-phone");
});
