import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { writeFleet } from "../../scripts/load/write-fleet.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";

let folder: string;
let server: ServerProgram;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  folder = await newFolder();
  await writeFleet(folder, 60, Date.now());
  server = await startServer({ dataDir: folder });
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: SIZES.desktop, reducedMotion: "reduce" })).newPage();
  await page.goto(server.ready.signInUrl);
  await page.getByTestId("fleet-sentence").waitFor();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await removeFolder(folder);
});

const contrast = () => page.evaluate<string>("document.documentElement.dataset.contrast");
const inkOf = (selector: string) =>
  page.evaluate<string>(`getComputedStyle(document.querySelector("${selector}")).color`);

it("follows what the system asks for, at once", async () => {
  expect(await contrast()).toBe("usual");
  const before = await inkOf("h1");
  await page.emulateMedia({ contrast: "more" });
  await expect.poll(contrast).toBe("more");
  await expect.poll(() => inkOf("h1")).toBe("rgb(0, 0, 0)");
  expect(before).not.toBe("rgb(0, 0, 0)");
  await page.emulateMedia({ contrast: "no-preference" });
  await expect.poll(() => inkOf("h1")).toBe(before);
});

it("can be chosen here, and is kept", async () => {
  await page.getByRole("button", { name: "Colours and language" }).press("Enter");
  await page.getByRole("menuitemcheckbox", { name: "Always strong contrast" }).click();
  await expect.poll(contrast).toBe("more");
  await page.reload();
  await page.getByTestId("fleet-sentence").waitFor();
  expect(await contrast()).toBe("more");
});

it("has no accessibility fault in light and dark", async () => {
  const faults: string[] = [];
  for (const path of ["/", "/machines", "/settings"]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(server.ready.httpUrl + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${path} ${colorScheme}: ${fault}`));
      await screenshot(page, `strong-contrast${path.replace("/", "-")}-${colorScheme}`);
    }
  }
  expect(faults).toEqual([]);
});

it("keeps its bars and its marks where the system forces its own colours", async () => {
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  await page.goto(`${server.ready.httpUrl}/machines`);
  const row = page.locator("tbody tr[data-status]").first();
  await row.getByRole("checkbox").check();
  expect(
    await row.evaluate("(row => getComputedStyle(document.querySelector('tr[data-selected]')).outlineStyle)()"),
  ).toBe("solid");
  await screenshot(page, "forced-colors-machines");
  await page.goto(server.ready.httpUrl);
  await page.getByTestId("fleet-sentence").waitFor();
  const fills = await page.evaluate<string[]>(
    "[...document.querySelectorAll('.status-bar > a')].map(bar => getComputedStyle(bar).backgroundColor)",
  );
  expect(new Set(fills).size).toBe(fills.length);
  expect(fills.length).toBeGreaterThan(1);
  await screenshot(page, "forced-colors-overview");
});
