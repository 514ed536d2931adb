import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { AGENT_MAIN } from "../../scripts/child.ts";
import { accessibilityFaults, openBrowser, screenshot } from "../support/browser.ts";
import {
  newEnrolmentLink,
  newFolder,
  type Program,
  removeFolder,
  runCommand,
  type ServerProgram,
  startAgent,
  startServer,
} from "../support/programs.ts";

let folder: string;
let server: ServerProgram;
let agent: Program;
let browser: Browser;
let page: Page;
let url: string;
const complaints: string[] = [];

beforeAll(async () => {
  folder = await newFolder();
  server = await startServer({ dataDir: folder, environment: { MUSTER_REPORT_INTERVAL: "1h" } });
  const environment = { MUSTER_PAGE_PORT: "0", MUSTER_LOG_LEVEL: "debug" };
  agent = startAgent({ dataDir: folder, link: await newEnrolmentLink(server), environment });
  url = String((await agent.untilLogged((entry) => entry.msg === "local page open")).url);
  await agent.untilLogged((entry) => entry.msg === "report acknowledged");
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: { width: 900, height: 900 }, locale: "en-GB" })).newPage();
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("favicon")) complaints.push(message.text());
  });
});

afterAll(async () => {
  await browser?.close();
  await agent?.stop();
  await server?.stop();
  await removeFolder(folder);
});

it("says how this PC stands, shows the whole report, and has no accessibility fault in light or dark", async () => {
  await page.goto(url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await page.locator(".card").count()).toBeGreaterThan(3);
  for (const summary of await page.locator("summary").all()) await summary.click();
  expect(await page.getByText("hostname").count()).toBe(1);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, `local-page-${colorScheme}`);
  }
  expect(complaints).toEqual([]);
});

it("checks again when asked, and shows when it has", async () => {
  const count = () => agent.logged.filter((entry) => entry.msg === "report acknowledged").length;
  const before = count();
  await page.getByRole("button", { name: "Check again now" }).click();
  await page.locator("button:not([disabled])").waitFor();
  await expect.poll(count).toBeGreaterThan(before);
});

it("agent status says the same, in the reader's language, and by its exit code", async () => {
  const heading = await page.getByRole("heading", { level: 1 }).textContent();
  const run = (language: string) =>
    runCommand(AGENT_MAIN, ["status"], { MUSTER_DATA_DIR: folder, MUSTER_LANGUAGE: language });
  const english = await run("en");
  expect(english.stdout).toContain(heading);
  expect(english.code).toBe(1);
  expect((await run("de")).stdout).toContain("Mit dem Server verbunden.");
  await agent.stop();
  const stopped = await run("fr");
  expect(stopped.stdout).toContain("L'agent ne fonctionne pas.");
  expect(stopped.code).toBe(4);
  expect((await runCommand(AGENT_MAIN, ["status"], { MUSTER_DATA_DIR: `${folder}/none` })).code).toBe(3);
});
