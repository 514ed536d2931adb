import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { type CraftedFiles, craftFiles } from "../support/crafted-files.ts";
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
let files: CraftedFiles;
let server: ServerProgram;
let agent: Program | undefined;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** Errors that the page itself reported. */
const complaints: string[] = [];

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  folder = await newFolder();
  files = await craftFiles(folder);
  server = await startServer({ dataDir: folder });
  browser = await openBrowser();
  context = await browser.newContext({ viewport: SIZES.desktop });
  page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // A 401 before signing in is what the sign-in page is there for.
    if (message.type() === "error" && !message.text().includes("401")) {
      complaints.push(`${message.text()} (${message.location().url})`);
    }
  });
});

afterAll(async () => {
  await browser?.close();
  await agent?.stop();
  await server?.stop();
  await removeFolder(folder);
});

const machineStatus = () => page.getByTestId("machine-status");
const rule = (id: string) => page.locator(`[data-rule="${id}"]`);

describe("the dashboard", () => {
  it("lets nobody in without a sign-in link", async () => {
    await page.goto(`${server.ready.httpUrl}/machines`);
    await page.waitForURL("**/sign-in");
    await expect.poll(() => page.getByText("npm run server -- sign-in-link").count()).toBeGreaterThan(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, "sign-in");
  });

  it("signs in by the link, once, and keeps its token out of the address bar", async () => {
    await page.goto(server.ready.signInUrl);
    await page.waitForURL(`${server.ready.httpUrl}/`);
    await page.getByTestId("fleet-sentence").waitFor();
    const other = await browser.newContext();
    const again = await other.newPage();
    await again.goto(server.ready.signInUrl);
    await again.getByRole("alert", { name: /has been used/ }).waitFor();
    await other.close();
  });

  it("shows an empty fleet how to begin, and the first machine by itself", async () => {
    await screenshot(page, "overview-0-machines");
    expect(await accessibilityFaults(page)).toEqual([]);
    agent = startAgent({ dataDir: folder, link: await newEnrolmentLink(server), environment: files.environment });
    await page
      .getByTestId("fleet-sentence")
      .getByText(/of 1 machine/)
      .waitFor();
    await screenshot(page, "overview-1-machine");
  });

  it("opens a flag live when definitions age, says why and how to mend it, and resolves it live", async () => {
    await page.getByRole("link", { name: "Machines" }).first().click();
    await page.getByRole("table").getByRole("link").first().click();
    await page.getByRole("link", { name: "Open the machine's page" }).click();
    await page.getByRole("heading", { name: "Rules" }).waitFor();
    await rule("antivirus-definitions").and(page.locator('[data-status="pass"]')).waitFor();

    await files.writeDefinitions(9);
    const failing = rule("antivirus-definitions").and(page.locator('[data-status="fail"]'));
    await failing.waitFor();
    expect(await machineStatus().textContent()).toContain("Non-compliant");
    expect(await failing.textContent()).toContain("daily.cvd");
    expect(await failing.textContent()).toContain("freshclam");
    await screenshot(page, "machine-failing");

    await files.writeDefinitions(0);
    await rule("antivirus-definitions").and(page.locator('[data-status="pass"]')).waitFor();
  });

  it("has no accessibility fault on any page, in light and in dark", async () => {
    const machinePath = new URL(page.url()).pathname;
    const paths = ["/", "/machines", machinePath, "/flags?state=all", "/digests", "/policy", "/enrol"];
    const faults: string[] = [];
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      for (const path of paths) {
        await page.goto(`${server.ready.httpUrl}${path}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.waitForLoadState("networkidle").catch(() => {});
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${scheme} ${path}: ${fault}`));
        const name = path === machinePath ? "machine" : path.split("?")[0]?.slice(1) || "overview";
        for (const [size, viewport] of Object.entries(SIZES)) {
          await page.setViewportSize(viewport);
          await screenshot(page, `${name}-${scheme}-${size}`);
        }
        await page.setViewportSize(SIZES.desktop);
      }
    }
    expect(faults).toEqual([]);
  });

  it("can be used with the keyboard alone", async () => {
    await page.goto(`${server.ready.httpUrl}/machines`);
    await page.getByRole("table").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("no such machine");
    await page.waitForURL(/search=/);
    await page.keyboard.press("Escape");
    await page.goto(`${server.ready.httpUrl}/machines`);
    await page.getByRole("table").getByRole("link").first().focus();
    await page.keyboard.press("Enter");
    await machineStatus().waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: "Rules" }).waitFor();
  });

  it("says when the server is gone, and goes on when it is back", async () => {
    const { restartServer } = await import("../support/programs.ts");
    await server.stop();
    await page
      .getByText(/connection/i)
      .first()
      .waitFor();
    await screenshot(page, "machine-connection-lost");
    server = await restartServer(server);
    await files.writePasswordAge(200);
    await rule("password-age").and(page.locator('[data-status="fail"]')).waitFor();
  });

  it("signs out, and the old cookie opens nothing", async () => {
    const cookies = await context.cookies();
    const header = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const ask = () => fetch(`${server.ready.httpUrl}/api/v1/summary`, { headers: { cookie: header } });
    expect((await ask()).status).toBe(200);
    await page
      .getByRole("button", { name: /sign out/i })
      .first()
      .click();
    await page.waitForURL("**/sign-in");
    expect((await ask()).status).toBe(401);
  });

  it("has nothing to complain of in the browser's console", () => {
    // The server is stopped and started again on the way: what was being asked just then is cut off.
    const cutOff = /ERR_CONNECTION_(REFUSED|RESET|CLOSED)|ERR_EMPTY_RESPONSE|WebSocket connection/;
    const unexpected = complaints.filter((text) => !cutOff.test(text));
    expect(unexpected).toEqual([]);
  });
});
