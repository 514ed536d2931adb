import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { accepted, LightAgent, reportOf, sendReport } from "../support/light-agent.ts";
import { newEnrolmentLink, newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";

let server: ServerProgram;
let browser: Browser;
let page: Page;
let report: (firewall: "on" | "off") => Promise<void>;

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  server = await startServer({ dataDir: await newFolder() });
  const agent = await LightAgent.from(await newEnrolmentLink(server));
  const { socket } = await agent.enrol();
  let sequence = 0;
  report = async (firewall) => {
    accepted(await sendReport(socket, reportOf(++sequence, "pc-1", outcomes(Date.now(), { firewall }))));
  };
  await report("on");
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

const due = () => page.getByTestId("review-due");

it("shows what there is to review, and takes a signature with what was decided", async () => {
  await page.getByRole("navigation").first().getByRole("link", { name: "Reviews" }).click();
  await due().getByText("No review has been signed yet.").waitFor();
  expect(await page.locator("tr[data-configuration]").count()).toBe(1);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.getByRole("button", { name: "Sign", exact: true }).isDisabled()).toBe(true);
  await page
    .getByRole("textbox", { name: "What you found and decided" })
    .fill("All firewalls are on, none lets anything in.");
  await page.getByRole("button", { name: "Sign", exact: true }).press("Enter");
  await page.locator("tr[data-review]").getByText("All firewalls are on").waitFor();
  await due().getByText("the next review is due on").waitFor();
  await page.getByText("Nothing changed.").waitFor();
});

it("shows afterwards what became weaker since", async () => {
  await report("off");
  await page.reload();
  const change = page.locator('tr[data-change="weaker"]');
  await change.waitFor();
  expect(await change.textContent()).toContain("pc-1");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, `reviews-${colorScheme}`);
  }
});

it("fits a phone", async () => {
  await page.setViewportSize(SIZES.phone);
  await page.locator("tr[data-change]").first().waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
  await screenshot(page, "reviews-phone");
});
