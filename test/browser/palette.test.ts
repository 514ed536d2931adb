import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { accepted, LightAgent, reportOf, sendReport } from "../support/light-agent.ts";
import { newEnrolmentLink, newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";
import { signIn } from "../support/viewer.ts";

let server: ServerProgram;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  server = await startServer({ dataDir: await newFolder() });
  for (const name of ["anna-lt", "bert-pc"]) {
    const agent = await LightAgent.from(await newEnrolmentLink(server));
    const { socket } = await agent.enrol();
    accepted(await sendReport(socket, reportOf(1, name, outcomes(Date.now(), { firewall: "off" }))));
  }
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

const palette = () => page.getByRole("dialog", { name: "Commands" });
const lines = () => palette().getByRole("button");
const chosen = () => palette().locator("[data-action][data-selected]");
async function call(): Promise<void> {
  await page.keyboard.press("Control+k");
  await palette().locator("input:focus").waitFor();
}

it("goes to a page by a few letters and Enter", async () => {
  await call();
  await page.keyboard.type("waiv");
  await expect.poll(() => chosen().textContent()).toBe("Waivers");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/waivers$/);
  await palette().waitFor({ state: "detached" });
});

it("finds a machine on the server, and says what the arrows choose to whoever cannot see it", async () => {
  await call();
  await page.keyboard.type("anna");
  await lines().filter({ hasText: "anna-lt" }).waitFor();
  await expect.poll(() => chosen().count()).toBe(1);
  await expect.poll(() => palette().getByRole("status").textContent()).toBe("anna-lt, Machines");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "anna-lt" }).waitFor();
});

it("checks the machine whose page is open, and tells its progress there", async () => {
  await call();
  await page.keyboard.type("check anna");
  await expect.poll(() => chosen().textContent()).toContain("Check anna-lt now");
  await page.keyboard.press("Enter");
  await palette().waitFor({ state: "detached" });
  await page.locator('[data-check="asked"]').waitFor();
});

it("says when nothing fits, and Esc gives the focus back to where it was", async () => {
  const back = page.getByRole("link", { name: "All machines" });
  await back.focus();
  await call();
  await page.keyboard.type("qqqq");
  await palette().getByText("No page, command or machine matches").waitFor();
  await page.keyboard.press("Escape");
  await palette().waitFor({ state: "detached" });
  await expect.poll(() => back.evaluate("document.activeElement.textContent")).toBe("All machines");
});

it("opens while one types in a field, and from its button", async () => {
  await page.goto(`${server.ready.httpUrl}/machines`);
  await page.getByRole("searchbox", { name: "Search machines" }).focus();
  await call();
  await page.keyboard.press("Escape");
  await palette().waitFor({ state: "detached" });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole("button", { name: "Search or command" }).click();
  await palette().getByRole("textbox").waitFor();
  await screenshot(page, "palette-360");
  await page.keyboard.press("Escape");
  await palette().waitFor({ state: "detached" });
  await page.setViewportSize(SIZES.desktop);
});

it("j goes from anywhere on the page to the first row", async () => {
  await page.goto(`${server.ready.httpUrl}/machines`);
  await page.getByRole("link", { name: "anna-lt" }).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("bert-pc");
  await page.keyboard.press("k");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("anna-lt");
});

it("shows the keys", async () => {
  await call();
  await page.keyboard.type("keys");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Keys" }).getByText("Acknowledge the flag").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await screenshot(page, "keys");
  await page.keyboard.press("Escape");
});

it("has no accessibility fault in light and dark", async () => {
  const faults: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await call();
    await page.keyboard.type("a");
    await lines().filter({ hasText: "bert-pc" }).waitFor();
    faults.push(...(await accessibilityFaults(page)).map((fault) => `${colorScheme}: ${fault}`));
    await screenshot(page, `palette-${colorScheme}`);
    await page.keyboard.press("Escape");
    await palette().waitFor({ state: "detached" });
  }
  expect(faults).toEqual([]);
});

it("offers a viewer only what a viewer may do", async () => {
  const viewer = await signIn(server, "Vera", "viewer");
  const [name = "", value = ""] = viewer.cookie.split("=");
  viewer.close();
  const context = await browser.newContext({ viewport: SIZES.desktop });
  await context.addCookies([{ name, value, url: server.ready.httpUrl }]);
  page = await context.newPage();
  await page.goto(`${server.ready.httpUrl}/machines`);
  await page.getByRole("link", { name: "anna-lt" }).press("Control+Enter");
  await page.getByRole("heading", { level: 1, name: "anna-lt" }).waitFor();
  await call();
  const offered = await lines().allTextContents();
  expect(offered).toContain("Machines");
  expect(offered.filter((line) => /waiver |policy$|Enrol|Operators|Check/i.test(line))).toEqual(["Policy"]);
});
