import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { writeFleet } from "../../scripts/load/write-fleet.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";

const FLEET = 5_000;
let folder: string;
let server: ServerProgram;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  folder = await newFolder();
  await writeFleet(folder, FLEET, Date.now());
  server = await startServer({ dataDir: folder });
  browser = await openBrowser();
  context = await browser.newContext({ viewport: SIZES.desktop, acceptDownloads: true });
  page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(server.ready.signInUrl);
  await page.getByTestId("fleet-sentence").waitFor();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await removeFolder(folder);
});

const table = () => page.getByRole("table", { name: "Machines" });
const rows = () => table().locator("tbody tr[data-status]");
const facet = (group: string, value: RegExp) =>
  page.getByRole("group", { name: group }).getByRole("checkbox", { name: value });
const open = async (query = "") => {
  await page.goto(`${server.ready.httpUrl}/machines${query}`);
  await rows().first().waitFor();
};

describe("the list of 5,000 machines", () => {
  it("begins with those that fail, and keeps only the rows in sight in the document", async () => {
    await open();
    expect(await rows().first().getAttribute("data-status")).toBe("non-compliant");
    expect(await table().getAttribute("aria-rowcount")).toBe("5001");
    expect(await rows().count()).toBeLessThan(80);
    await screenshot(page, "machines-5000-desktop");
  });

  it("narrows by facets, whose counts follow, and says so in the address", async () => {
    await facet("Status", /^Unknown/).check();
    await page.waitForURL(/status=/);
    await expect.poll(() => rows().first().getAttribute("data-status")).toBe("unknown");
    const all = Number(await table().getAttribute("aria-rowcount"));
    await facet("Site", /^Paris/).check();
    await page.waitForURL(/site=/);
    await expect.poll(async () => Number(await table().getAttribute("aria-rowcount"))).toBeLessThan(all);
    await page.reload();
    await rows().first().waitFor();
    expect(await facet("Site", /^Paris/).isChecked()).toBe(true);
  });

  it("finds a person, sorts by a column, and gives the same as a file", async () => {
    await open();
    await page.keyboard.press("/");
    await page.keyboard.type("anna paris");
    await page.waitForURL(/search=anna/);
    await table().getByRole("button", { name: "Definitions" }).click();
    await page.waitForURL(/sort=definitions/);
    await expect
      .poll(() => table().getByRole("columnheader", { name: "Definitions" }).getAttribute("aria-sort"))
      .toBe("ascending");
    await expect.poll(async () => Number(await table().getAttribute("aria-rowcount"))).toBeLessThan(500);
    const first = await rows().first().getByRole("link").textContent();
    const count = Number(await table().getAttribute("aria-rowcount"));
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: /CSV/ }).click(),
    ]);
    const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
    expect(lines).toHaveLength(count);
    expect(lines[0]).toBe("\uFEFFStatus,Name,Person,Why,Definitions from,Firewall,Password ends,Last seen,System");
    expect(lines[1]?.split(",")[1]).toBe(first);
  });

  it("loads more as one scrolls", async () => {
    await open();
    const before = await page.evaluate<number>("document.documentElement.scrollHeight");
    await page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)");
    await expect.poll(() => page.evaluate<number>("document.documentElement.scrollHeight")).toBeGreaterThan(before);
  });

  it("opens a machine over the list by Enter, closes it by Esc, and opens its page by Ctrl and Enter", async () => {
    await open();
    const links = table().locator("[data-row-link]");
    await links.first().focus();
    await page.keyboard.press("j");
    const name = (await links.nth(1).textContent()) ?? "";
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("dialog", { name });
    await drawer.getByTestId("machine-status").waitFor();
    expect(new URL(page.url()).searchParams.has("open")).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, "machines-drawer");
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    await expect.poll(() => page.evaluate<string>("document.activeElement.textContent")).toBe(name);
    await page.keyboard.press("Control+Enter");
    await page.waitForURL(/machines\/m\d+/);
    await page.getByRole("heading", { level: 1, name }).waitFor();
  });

  it("tags those that are selected, and the tag becomes a filter", async () => {
    await open();
    await table().locator("[data-row-link]").first().focus();
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.getByRole("textbox", { name: "Tag" }).fill("spare");
    await page.getByRole("button", { name: "Add tag" }).click();
    await page.getByText("2 changed").first().waitFor();
    await screenshot(page, "machines-selected");
    await open("?tag=spare");
    expect(await rows().count()).toBe(2);
  });

  it("keeps a view under a name, and the columns that one chooses", async () => {
    await open("?status=unknown");
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("checkbox", { name: "Serial number" }).check();
    await page.keyboard.press("Escape");
    await table().getByRole("columnheader", { name: "Serial number" }).waitFor();
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("textbox", { name: "Name of the view" }).fill("Mysteries");
    await page.keyboard.press("Enter");
    await open();
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("link", { name: "Mysteries" }).click();
    await table().getByRole("columnheader", { name: "Serial number" }).waitFor();
    expect(await facet("Status", /^Unknown/).isChecked()).toBe(true);
  });

  it("has no accessibility fault in light and dark, and fits every size", async () => {
    const faults: string[] = [];
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      for (const [size, viewport] of Object.entries({ ...SIZES, small: { width: 360, height: 740 } })) {
        await page.setViewportSize(viewport);
        await open();
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${scheme} ${size}: ${fault}`));
        const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
        if (overflow > 0) faults.push(`${size} is ${overflow} px too wide`);
        await page.screenshot({ path: `test-artifacts/machines-5000-${scheme}-${size}.png` });
      }
    }
    await page.setViewportSize(SIZES.desktop);
    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
