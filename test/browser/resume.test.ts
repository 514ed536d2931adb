import type { Browser, Page } from "playwright-core";
import type { Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { type BreakableLine, openBreakableLine } from "../support/breakable-line.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { accepted, LightAgent, reportOf, sendReport } from "../support/light-agent.ts";
import {
  newEnrolmentLink,
  newFolder,
  removeFolder,
  restartServer,
  type ServerProgram,
  startServer,
} from "../support/programs.ts";
import { signIn } from "../support/viewer.ts";

type Agent = { socket: Socket; sequence: number };
let server: ServerProgram;
let line: BreakableLine;
let browser: Browser;
let page: Page;
let base: string;
const agents = new Map<string, Agent>();

async function enrol(name: string, firewall: "on" | "off"): Promise<void> {
  const agent = await LightAgent.from(await newEnrolmentLink(server));
  const { socket } = await agent.enrol();
  agents.set(name, { socket, sequence: 0 });
  await report(name, firewall);
}

async function report(name: string, firewall: "on" | "off"): Promise<void> {
  const agent = agents.get(name);
  if (agent === undefined) throw new Error(`There is no ${name}.`);
  agent.sequence++;
  accepted(await sendReport(agent.socket, reportOf(agent.sequence, name, outcomes(Date.now(), { firewall }))));
}

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  server = await startServer({ dataDir: await newFolder() });
  line = await openBreakableLine(() => Number(new URL(server.ready.httpUrl).port));
  base = `http://127.0.0.1:${line.port}`;
  for (const name of ["pc-1", "pc-2", "pc-3"]) await enrol(name, "off");
  const viewer = await signIn(server, "anna");
  viewer.close();
  const [name = "", value = ""] = viewer.cookie.split("=");
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: SIZES.desktop, reducedMotion: "reduce" });
  await context.addCookies([{ name, value, url: base }]);
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await line?.close();
  await server?.stop();
  if (server) await removeFolder(server.dataDir);
});

const live = () => page.locator('[data-testid="connection"][data-state="live"]').waitFor();
const bar = () => page.getByTestId("lost-bar");
const pill = () => page.getByRole("button", { name: /changes? - show/ });
const namesShown = () => page.locator("[data-row-link]").allTextContents();
const machineRow = (name: string) => page.locator("tbody tr[data-status]", { hasText: name });

it("after a break it goes on from where it was: what changed meanwhile is told, and nothing is fetched anew", async () => {
  await page.goto(`${base}/machines`);
  await machineRow("pc-3").waitFor();
  await live();
  line.cut();
  await bar().getByText("The server cannot be heard").waitFor();
  await report("pc-2", "on");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  line.mend();
  await live();
  await bar()
    .getByText(/Connected again after .*\. 1 machine had changed\./)
    .waitFor();
  await page.locator('tbody tr[data-status="compliant"]', { hasText: "pc-2" }).waitFor();
  expect(asked).not.toContain("/api/v1/machines");
  // It now belongs at the end, but no row has moved.
  expect(await namesShown()).toEqual(["pc-1", "pc-2", "pc-3"]);
  await pill().waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, `resumed-${colorScheme}`);
  }
  await pill().click();
  await expect.poll(namesShown).toEqual(["pc-1", "pc-3", "pc-2"]);
});

it("after its server was started anew it fetches all, and moves no row under the pointer", async () => {
  await machineRow("pc-1").hover();
  line.cut();
  await server.stop();
  server = await restartServer(server);
  await enrol("pc-0", "off");
  line.mend();
  await live();
  await bar().getByText("What is shown was fetched anew.").waitFor();
  await pill().waitFor();
  expect(await namesShown()).toEqual(["pc-1", "pc-3", "pc-2"]);
  await pill().press("Enter");
  await expect.poll(namesShown).toEqual(["pc-0", "pc-1", "pc-3", "pc-2"]);
});

it("flags come in by themselves, but wait while the pointer is on the list", async () => {
  await page.goto(`${base}/flags`);
  await page.locator("tr[data-flag]", { hasText: "pc-1" }).waitFor();
  await live();
  await page.mouse.move(2, 2);
  await enrol("pc-4", "off");
  await page.locator("tr[data-flag]", { hasText: "pc-4" }).waitFor();
  const before = await namesShown();
  await page.locator("tr[data-flag]", { hasText: "pc-1" }).hover();
  await enrol("pc-5", "off");
  await pill().waitFor();
  expect(await namesShown()).toEqual(before);
  await pill().click();
  await page.locator("tr[data-flag]", { hasText: "pc-5" }).waitFor();
  await pill().waitFor({ state: "detached" });
});
