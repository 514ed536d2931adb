import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SiteStates, SystemState } from "@muster/shared/system.ts";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { ROOT } from "../../scripts/child.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

const SITES = `
sites:
  - name: Berlin
    match: { tags: [berlin] }
    calendar: { timeZone: Europe/Berlin, hours: 08:00-18:00, holidays: [2001-12-25, 2126-12-25, 2126-12-26, 2127-01-01] }
  - name: Dubai
    match: { tags: [dubai] }
    calendar: { timeZone: Asia/Dubai, workingDays: [sun, mon, tue, wed, thu] }
`;

let server: ServerProgram;
let auditor: Viewer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  const dataDir = await newFolder();
  const policy = join(dataDir, "policy.yaml");
  await writeFile(policy, (await readFile(join(ROOT, "packages/server/policy/default.yaml"), "utf8")) + SITES);
  server = await startServer({ dataDir, environment: { MUSTER_POLICY_FILE: policy } });
  auditor = await signIn(server, "Olga", "auditor");
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: SIZES.desktop });
  const [name = "", value = ""] = auditor.cookie.split("=");
  await context.addCookies([{ name, value, url: server.ready.httpUrl }]);
  page = await context.newPage();
  await page.goto(`${server.ready.httpUrl}/settings`);
});

afterAll(async () => {
  await browser?.close();
  auditor?.close();
  await server?.stop();
  if (server) await removeFolder(server.dataDir);
});

it("says how the server is, and marks what somebody has to look at", async () => {
  const system = SystemState.parse(await auditor.get("/api/v1/system"));
  expect(system.store.bytes).toBeGreaterThan(4_096);
  expect(Date.parse(system.certificate.renewsFrom)).toBeGreaterThan(Date.now());
  const panel = page.getByRole("region", { name: "This server" });
  await panel.getByText("which only this PC can reach").waitFor();
  await panel.getByText("none: digests are kept").waitFor();
  await panel.getByText(system.certificate.caFingerprint).waitFor();
});

it("lists the sites of the policy with their working time and the holidays to come", async () => {
  const { items } = SiteStates.parse(await auditor.get("/api/v1/sites"));
  expect(items.map(({ name, holidays }) => [name, holidays.length])).toEqual([
    ["Berlin", 3],
    ["Dubai", 0],
  ]);
  const berlin = page.locator('[data-site="Berlin"]');
  await berlin.getByText("Mon-Fri, 08:00-18:00").waitFor();
  await berlin.getByText("2126-12-25, 2126-12-26 and 1 more").waitFor();
  await page.locator('[data-site="Dubai"]').getByText("Mon-Thu, Sun, all day").waitFor();
});

it("shows an auditor what there is, and nothing to change it with", async () => {
  expect(await page.getByRole("link", { name: "Change them in the policy" }).count()).toBe(0);
  expect(await page.getByRole("region", { name: "Wall screens" }).count()).toBe(0);
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
      await screenshot(page, `settings-${colorScheme}-${size}`);
    }
  }
  expect(faults).toEqual([]);
});
