import { IncidentPage } from "@muster/shared/incident.ts";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BURST } from "../../packages/server/src/incidents/bursts.ts";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

let server: ServerProgram;
let responder: Viewer;
let viewer: Viewer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  server = await startServer({ dataDir: await newFolder() });
  responder = await signIn(server, "Rita", "responder");
  viewer = await signIn(server, "Vera", "viewer");
  browser = await openBrowser();
  page = await pageOf(responder);
});

afterAll(async () => {
  await browser?.close();
  responder?.close();
  viewer?.close();
  await server?.stop();
  if (server) await removeFolder(server.dataDir);
});

async function pageOf({ cookie }: Viewer): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES.desktop });
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url: server.ready.httpUrl }]);
  return context.newPage();
}

async function faultsEverywhere(name: string): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [size, viewport] of Object.entries({ desktop: SIZES.desktop, small: { width: 360, height: 740 } })) {
      await page.setViewportSize(viewport);
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${colorScheme} ${size}: ${fault}`));
      const width = await page.evaluate<number>("document.documentElement.scrollWidth");
      if (width > viewport.width) faults.push(`${colorScheme} ${size}: ${width - viewport.width} px too wide`);
      await screenshot(page, `${name}-${colorScheme}-${size}`);
    }
  }
  await page.setViewportSize(SIZES.desktop);
  return faults;
}

it("says what opens an incident while there is none, and shows one that the server opens without a reload", async () => {
  await page.goto(`${server.ready.httpUrl}/incidents`);
  await page.getByText("No open incident").waitFor();
  await page.locator('[data-testid="connection"][data-state="live"]').waitFor();
  for (let index = 0; index < BURST; index++) {
    await fetch(`${server.ready.httpUrl}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: "A".repeat(43) }),
    });
  }
  await page.getByRole("link", { name: "Many sign-ins were refused" }).waitFor();
  await page.getByRole("link", { name: "Incidents (1)" }).waitFor();
  expect(await faultsEverywhere("incidents")).toEqual([]);
});

it("is taken, worked through and closed with a note by keyboard alone", async () => {
  await page.getByRole("link", { name: "Many sign-ins were refused" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("were refused within ten minutes").first().waitFor();
  await page.getByLabel("With").selectOption("Rita");
  await page.getByText("Rita gave it to themselves").waitFor();
  await page.getByRole("button", { name: "Contain: done…" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("The address is shut out.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator('[data-step="contain"][data-done="true"]').waitFor();
  expect(await faultsEverywhere("incident")).toEqual([]);
  await page.getByLabel("Note").focus();
  await page.keyboard.type("A forgotten script.");
  await page.getByRole("button", { name: "Close the incident" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Rita closed it").waitFor();
  const { items } = IncidentPage.parse(await responder.get("/api/v1/incidents?state=closed"));
  expect(items).toMatchObject([{ state: "closed", closedBy: "Rita", assignedTo: "Rita", stepsDone: 1 }]);
  await page.getByRole("link", { name: "Incidents", exact: true }).first().waitFor();
});

it("is opened by hand too, and a viewer may read it and nothing else", async () => {
  await page.goto(`${server.ready.httpUrl}/incidents`);
  await page.getByRole("button", { name: "Open an incident" }).click();
  await page.getByLabel("What happened").fill("A laptop was stolen");
  await page.getByRole("button", { name: "Open it" }).click();
  await page.getByText("Rita opened it").waitFor();
  const other = await pageOf(viewer);
  await other.goto(page.url());
  await other.getByRole("heading", { name: "A laptop was stolen" }).waitFor();
  await other.getByText("Rita opened it").waitFor();
  expect(await other.getByRole("button", { name: "Close the incident" }).count()).toBe(0);
  expect(await other.getByRole("button", { name: "Contain: done…" }).count()).toBe(0);
});
