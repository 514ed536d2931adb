import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { accepted, LightAgent, reportOf, sendReport } from "../support/light-agent.ts";
import { newEnrolmentLink, newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";

let server: ServerProgram;
let browser: Browser;
let owner: Page;
let invited: Page;
let machineId: string;

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  server = await startServer({ dataDir: await newFolder() });
  const agent = await LightAgent.from(await newEnrolmentLink(server));
  const { socket, welcome } = await agent.enrol();
  machineId = welcome.machineId;
  accepted(await sendReport(socket, reportOf(1, "pc", outcomes(Date.now(), { firewall: "off" }))));
  browser = await openBrowser();
  owner = await (await browser.newContext({ viewport: SIZES.desktop })).newPage();
  await owner.goto(server.ready.signInUrl);
  await owner.getByTestId("fleet-sentence").waitFor();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (server) await removeFolder(server.dataDir);
});

it("an owner adds a viewer, and hands over a link that is shown once", async () => {
  await owner.goto(`${server.ready.httpUrl}/operators`);
  await owner.getByLabel("Name").fill("Vera Vogel");
  await owner.getByRole("button", { name: "Add" }).click();
  const panel = owner.getByRole("region", { name: "Link for Vera Vogel" });
  const link = await panel.getByRole("group", { name: "Sign-in link for Vera Vogel" }).textContent();
  for (const colorScheme of ["light", "dark"] as const) {
    await owner.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(owner)).toEqual([]);
    await screenshot(owner, `operators-${colorScheme}`);
  }
  await owner.emulateMedia({ colorScheme: "light" });
  await panel.getByRole("button", { name: "Done" }).click();
  // The link names the address for others; this browser is on the server's own PC.
  invited = await (await browser.newContext({ viewport: SIZES.desktop })).newPage();
  await invited.goto(`${server.ready.httpUrl}/sign-in#${link?.split("#")[1]}`);
  await invited.getByTestId("fleet-sentence").waitFor();
});

it("a viewer sees the fleet, and is offered nothing that the server would refuse", async () => {
  const rail = invited.getByRole("navigation").first();
  await rail.getByRole("link", { name: "Machines" }).waitFor();
  expect(await rail.getByRole("link", { name: "Enrol a PC" }).count()).toBe(0);
  expect(await rail.getByRole("link", { name: "Operators" }).count()).toBe(0);
  await invited.goto(`${server.ready.httpUrl}/machines/${machineId}`);
  await invited.getByTestId("machine-status").waitFor();
  expect(await invited.getByRole("button", { name: "Retire…" }).count()).toBe(0);
  expect(await invited.getByRole("button", { name: "Check now" }).count()).toBe(0);
  await invited.goto(`${server.ready.httpUrl}/policy`);
  await invited.getByRole("group", { name: "Document" }).waitFor();
  expect(await invited.getByRole("link", { name: "Change it" }).count()).toBe(0);
  for (const path of ["/alerts", "/digests", "/flags", "/waivers"]) {
    await invited.goto(`${server.ready.httpUrl}${path}`);
    await invited.getByRole("heading", { level: 1 }).waitFor();
    expect([path, await invited.getByRole("alert").count()]).toEqual([path, 0]);
  }
});

it("shutting somebody out ends what they have open at once", async () => {
  await owner.getByRole("button", { name: "Change access of Vera Vogel" }).click();
  const dialog = owner.getByRole("dialog");
  await dialog.getByLabel("May not sign in").check();
  expect(await accessibilityFaults(owner, "[role=dialog]")).toEqual([]);
  await dialog.getByRole("button", { name: "Change access" }).click();
  await owner.locator('[data-operator="Vera Vogel"]').getByText("may not sign in").waitFor();
  await invited.waitForURL("**/sign-in");
});
