import type { TimelineDensity } from "@muster/shared/history.ts";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { accepted, LightAgent, reportOf, sendReport } from "../support/light-agent.ts";
import { newEnrolmentLink, newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

let server: ServerProgram;
let viewer: Viewer;
let browser: Browser;
let page: Page;
let machineId: string;

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  server = await startServer({ dataDir: await newFolder() });
  viewer = await signIn(server, "anna");
  const agent = await LightAgent.from(await newEnrolmentLink(server));
  const { socket, welcome } = await agent.enrol();
  machineId = welcome.machineId;
  for (const [index, firewall] of (["off", "on", "off"] as const).entries()) {
    accepted(await sendReport(socket, reportOf(index + 1, "pc-1", outcomes(Date.now(), { firewall }))));
  }
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: SIZES.desktop, reducedMotion: "reduce" });
  const [name = "", value = ""] = viewer.cookie.split("=");
  await context.addCookies([{ name, value, url: server.ready.httpUrl }]);
  page = await context.newPage();
  await open();
});

afterAll(async () => {
  await browser?.close();
  viewer?.close();
  await server?.stop();
  if (server) await removeFolder(server.dataDir);
});

async function open(query = ""): Promise<void> {
  await page.goto(`${server.ready.httpUrl}/machines/${machineId}${query}`);
  await events().first().waitFor();
}
const panel = () => page.getByRole("region", { name: "Timeline" });
const events = () => page.locator("tr[data-event]");
const kinds = async () => [
  ...new Set(await events().evaluateAll((rows) => rows.map((row) => row.getAttribute("data-event")))),
];
const told = async () => Number(/^(\d+) events?/.exec((await panel().getByRole("status").textContent()) ?? "")?.[1]);
const density = () => viewer.get<TimelineDensity>(`/api/v1/machines/${machineId}/timeline/density`);

it("counts all that happened, as the list has it", async () => {
  const { total, bars } = await density();
  expect(total).toBeGreaterThan(5);
  expect(bars.reduce((sum, count) => sum + count, 0)).toBe(total);
  expect([await told(), await events().count()]).toEqual([total, total]);
});

it("tells of one subject alone when asked, and says so in the address", async () => {
  await panel().getByRole("link", { name: "Presence" }).press("Enter");
  await page.waitForURL(/about=presence/);
  await expect.poll(kinds).toEqual(["enrolled"]);
  await page.reload();
  await expect.poll(kinds).toEqual(["enrolled"]);
  await panel().getByRole("link", { name: "Everything" }).click();
  await expect.poll(async () => (await kinds()).length).toBeGreaterThan(2);
});

it("goes to the stretch that a pointer is drawn over, and back to all of it", async () => {
  const { total } = await density();
  const box = await page.getByTestId("timeline-strip").boundingBox();
  if (box === null) throw new Error("The strip is not there.");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 2, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 4, y, { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/from=.*to=/);
  await expect.poll(told).toBeLessThan(total);
  await panel().getByRole("button", { name: "All" }).press("Enter");
  await expect.poll(told).toBe(total);
  expect(page.url()).not.toContain("from=");
});

it("zooms and moves by keyboard, and says when nothing happened then", async () => {
  const past = "from=2020-01-01T00:00:00.000Z&to=2020-01-02T00:00:00.000Z";
  await page.goto(`${server.ready.httpUrl}/machines/${machineId}?${past}`);
  await panel().getByText("Nothing happened then").waitFor();
  await open();
  await panel().getByRole("button", { name: "Zoom in" }).press("Enter");
  await page.waitForURL(/from=/);
  await panel().getByRole("button", { name: "Earlier" }).press("Enter");
  await panel().getByRole("button", { name: "Zoom out" }).press("Enter");
  await panel().getByRole("button", { name: "All" }).press("Enter");
  await page.waitForURL((url) => !url.search.includes("from="));
});

it("keeps facts, flags and waivers in tabs that the arrows move between", async () => {
  await open();
  await page.getByRole("tab", { name: "Facts" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForURL(/tab=flags/);
  await page.getByRole("tabpanel").getByRole("table", { name: "Flags of this machine" }).waitFor();
  await page.keyboard.press("ArrowRight");
  await page.getByText("No waiver was ever asked for").waitFor();
  await page.reload();
  await page.getByText("No waiver was ever asked for").waitFor();
});

it("has no accessibility fault in light and dark, and fits every size", async () => {
  await open();
  const faults: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [size, viewport] of Object.entries({ ...SIZES, small: { width: 360, height: 740 } })) {
      await page.setViewportSize(viewport);
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${colorScheme} ${size}: ${fault}`));
      const width = await page.evaluate<number>("document.documentElement.scrollWidth");
      if (width > viewport.width) faults.push(`${colorScheme} ${size}: ${width - viewport.width} px too wide`);
      await screenshot(page, `machine-${colorScheme}-${size}`);
    }
  }
  expect(faults).toEqual([]);
});
