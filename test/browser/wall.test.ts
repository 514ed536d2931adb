import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { writeFleet } from "../../scripts/load/write-fleet.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { newFolder, removeFolder, restartServer, type ServerProgram, startServer } from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

const TELEVISION = { width: 1920, height: 1080 };
let folder: string;
let server: ServerProgram;
let admin: Viewer;
let browser: Browser;
let page: Page;
let wall: Page;
let address: string;

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  folder = await newFolder();
  await writeFleet(folder, 400, Date.now());
  server = await startServer({ dataDir: folder });
  admin = await signIn(server, "anna");
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: SIZES.desktop, reducedMotion: "reduce" });
  const [name = "", value = ""] = admin.cookie.split("=");
  await context.addCookies([{ name, value, url: server.ready.httpUrl }]);
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  admin?.close();
  await server?.stop();
  await removeFolder(folder);
});

const connection = () => wall.getByTestId("wall-connection").getAttribute("data-state");

it("an admin makes a link, and a screen that nobody is signed in at shows the fleet's figures", async () => {
  await page.goto(`${server.ready.httpUrl}/settings`);
  await page.getByText("No wall screen yet").waitFor();
  await page.getByRole("region", { name: "This server" }).getByText("Fingerprint of the authority").waitFor();
  await page.getByText("No site yet").waitFor();
  await page.getByLabel("Where it hangs").fill("Lobby, Berlin");
  await page.getByLabel("Colours", { exact: true }).selectOption("dark");
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = (await page.getByRole("group", { name: "Wall link for Lobby, Berlin" }).textContent()) ?? "";
  expect(link).toMatch(/^https:\/\/.*\/wall\?scheme=dark#[\w-]{43}$/);
  address = server.ready.httpUrl + link.slice(link.indexOf("/wall"));
  wall = await (await browser.newContext({ viewport: TELEVISION })).newPage();
  await wall.goto(address);
  const summary = await admin.get<{ total: number; byStatus: { compliant: number } }>("/api/v1/summary");
  await wall
    .getByRole("heading", {
      level: 1,
      name: `${summary.byStatus.compliant} of ${summary.total} machines are compliant`,
    })
    .waitFor();
  expect(await connection()).toBe("live");
  // It asked for nothing that a signed-in person would be asked for.
  expect(await wall.context().cookies()).toEqual([]);
});

it("names no person and no machine", async () => {
  const text = (await wall.getByTestId("wall").textContent()) ?? "";
  const { items } = await admin.get<{ items: { name: string; person: string | null }[] }>("/api/v1/machines?limit=200");
  expect(items.length).toBe(200);
  const token = address.slice(address.indexOf("#") + 1);
  const answer = await fetch(`${server.ready.httpUrl}/api/v1/wall`, { headers: { "muster-wall": token } });
  const body = await answer.text();
  expect(answer.status).toBe(200);
  for (const { name, person } of items) {
    for (const said of [text, body]) {
      expect(said).not.toContain(name);
      if (person !== null) expect(said.toLowerCase()).not.toContain(`"${person.toLowerCase()}"`);
    }
  }
});

it("its token opens the figures and nothing else", async () => {
  const token = address.slice(address.indexOf("#") + 1);
  const ask = async (path: string, headers: Record<string, string>) =>
    (await fetch(`${server.ready.httpUrl}${path}`, { headers })).status;
  expect(await ask("/api/v1/wall", { "muster-wall": token })).toBe(200);
  expect(await ask("/api/v1/wall", {})).toBe(401);
  expect(await ask("/api/v1/wall", { "muster-wall": "x".repeat(43) })).toBe(403);
  for (const path of ["/api/v1/summary", "/api/v1/machines", "/api/v1/wall-links", "/api/v1/session"]) {
    expect([path, await ask(path, { "muster-wall": token })]).toEqual([path, 401]);
    expect([path, await ask(path, { cookie: `muster_session=${token}` })]).toEqual([path, 401]);
  }
});

it("fits a television, a phone and what lies between, without an accessibility fault in light and dark", async () => {
  const faults: string[] = [];
  for (const scheme of ["dark", "light"] as const) {
    for (const [size, viewport] of Object.entries({ TELEVISION, ...SIZES, small: { width: 360, height: 740 } })) {
      await wall.setViewportSize(viewport);
      await wall.goto(address.replace("dark", scheme));
      await wall.getByTestId("wall-sentence").waitFor();
      faults.push(...(await accessibilityFaults(wall)).map((fault) => `${scheme} ${size}: ${fault}`));
      const width = await wall.evaluate<number>("document.documentElement.scrollWidth");
      if (width > viewport.width) faults.push(`${scheme} ${size}: ${width - viewport.width} px too wide`);
      await screenshot(wall, `wall-${scheme}-${size.toLowerCase()}`);
    }
  }
  await wall.setViewportSize(TELEVISION);
  await wall.goto(address);
  await wall.getByTestId("wall-sentence").waitFor();
  const height = await wall.evaluate<number>("document.documentElement.scrollHeight");
  expect([faults, height]).toEqual([[], TELEVISION.height]);
});

it("says how old its figures are while the server is gone, and goes on by itself", async () => {
  await server.stop();
  await expect.poll(connection, { timeout: 30_000 }).toBe("lost");
  await wall.getByText(/^Not connected\. These figures are \d+ secs? old\.$/).waitFor();
  expect(await accessibilityFaults(wall)).toEqual([]);
  await screenshot(wall, "wall-lost");
  server = await restartServer(server);
  await expect.poll(connection, { timeout: 30_000 }).toBe("live");
});

it("goes dark when its link is taken back, and says who can make another", async () => {
  admin.close();
  await page.goto(`${server.ready.httpUrl}/settings`);
  const row = page.locator('[data-wall="Lobby, Berlin"]');
  await row.waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, `settings-walls-${colorScheme}`);
  }
  await row.getByRole("button", { name: "Take back the link of Lobby, Berlin…" }).press("Enter");
  await page.keyboard.press("Enter");
  await row.getByText("taken back").waitFor();
  await wall.getByRole("alert").getByText("Ask an admin for a new one").waitFor();
  expect(await wall.getByTestId("wall-sentence").count()).toBe(0);
  expect(await accessibilityFaults(wall)).toEqual([]);
  await screenshot(wall, "wall-ended");
});

it("a viewer who follows a link to the settings is told why they are not shown", async () => {
  const viewer = await signIn(server, "Vera", "viewer");
  const [name = "", value = ""] = viewer.cookie.split("=");
  viewer.close();
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  await context.addCookies([{ name, value, url: server.ready.httpUrl }]);
  const other = await context.newPage();
  await other.goto(`${server.ready.httpUrl}/settings`);
  await other.getByText("Your role does not allow this.").waitFor();
  expect(await other.evaluate<number>("document.documentElement.scrollWidth")).toBe(360);
});
