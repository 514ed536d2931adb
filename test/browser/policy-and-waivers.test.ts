import type { PolicyVersion } from "@muster/shared/api.ts";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { clamav, outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { accepted, LightAgent, reportOf, sendReport } from "../support/light-agent.ts";
import { newEnrolmentLink, newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

const DAY_MS = 86_400_000;

let server: ServerProgram;
let browser: Browser;
/** Somebody else than the person at the browser, at the interface for programs. */
let colleague: Viewer;
const ids: Record<string, string> = {};
const complaints: string[] = [];

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  server = await startServer({ dataDir: await newFolder() });
  colleague = await signIn(server, "colleague");
  browser = await openBrowser();
  const uuid = "4c4c4544-0039-4a10-8054-b7c04f4e5a32";
  await report("pc-new", 0, "on", null);
  await report("pc-stale", 5, "on", null);
  await report("pc-old", 0, "off", null);
  await report("twin-a", 0, "on", uuid);
  await report("twin-b", 0, "on", uuid);
});

afterAll(async () => {
  await browser?.close();
  colleague?.close();
  await server?.stop();
  if (server) await removeFolder(server.dataDir);
});

async function report(name: string, definitionsDays: number, firewall: "on" | "off", hardwareUuid: string | null) {
  const agent = await LightAgent.from(await newEnrolmentLink(server));
  const { socket, welcome } = await agent.enrol();
  ids[name] = welcome.machineId;
  const given = outcomes(Date.now(), { products: [clamav(Date.now() - definitionsDays * DAY_MS)], firewall });
  const whole = reportOf(1, name, given);
  const { machine } = whole.outcomes;
  if (machine?.kind === "read") machine.facts.hardwareUuid = hardwareUuid;
  accepted(await sendReport(socket, whole));
}

/** A page of one person, signed in. */
async function openAs(operator: string): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: SIZES.desktop });
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  const viewer = await signIn(server, operator);
  const [name = "", value = ""] = viewer.cookie.split("=");
  viewer.close();
  await context.addCookies([{ name, value, url: server.ready.httpUrl }]);
  return { page, context };
}

const at = (path: string) => `${server.ready.httpUrl}${path}`;

/** Both schemes, without a fault. */
async function isAccessible(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, `${name}-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

it("a policy is written with completion, checked, rehearsed, and brought into force with its reason", async () => {
  const { page, context } = await openAs("anna");
  await page.goto(at("/policy"));
  await page.getByRole("link", { name: "Change it" }).click();
  const document = page.getByRole("textbox", { name: "Policy document" });
  await document.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\nwai");
  await page.keyboard.press("Control+Space");
  // The document has it already: what is written is not offered again.
  await expect.poll(() => page.locator(".cm-tooltip-autocomplete").count()).toBe(0);
  await page
    .getByRole("status")
    .getByText(/Line \d+, column \d+/)
    .waitFor();
  await expect.poll(() => page.getByRole("button", { name: "Save…" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Throw the changes away" }).click();

  await document.click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+f");
  await page.keyboard.type("failAfter: 7d");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.type("failAfter: 4d");
  await page.getByRole("status").getByText("The document is in order.").waitFor();
  await page.getByText("Of 5 machines 1 would newly fail.").waitFor();
  await page.getByRole("region", { name: "Would newly fail" }).getByRole("link", { name: "pc-stale" }).waitFor();
  await page.getByRole("heading", { name: "The last 30 days" }).waitFor();
  await isAccessible(page, "policy-edit");

  // What was written outlives a reload, here on a phone.
  await page.setViewportSize(SIZES.phone);
  await page.reload();
  await page.getByText("Of 5 machines 1 would newly fail.").waitFor();
  await page.getByRole("heading", { name: "The last 30 days" }).waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(SIZES.phone.width);
  await screenshot(page, "policy-edit-phone");
  await page.setViewportSize(SIZES.desktop);
  await page.getByRole("button", { name: "Save…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Of 5 machines 1 would newly fail.").waitFor();
  await dialog.getByLabel("Why does the policy change?").fill("definitions arrive daily");
  expect(await accessibilityFaults(page, "[role=dialog]")).toEqual([]);
  await dialog.getByRole("button", { name: "Bring it into force" }).click();
  await page.getByRole("heading", { name: "Policy, version 2" }).waitFor();
  await page.getByText("anna, on the dashboard: definitions arrive daily").waitFor();
  await page.getByRole("region", { name: "What was expected of it" }).getByText("Of 5 machines").waitFor();
  await page.getByTestId("document-diff").getByText("failAfter: 4d").waitFor();
  await isAccessible(page, "policy-version");
  const inForce = await colleague.get<PolicyVersion>("/api/v1/policy");
  expect(inForce).toMatchObject({ version: 2, author: "anna", whatIf: { today: { newlyFailing: { count: 1 } } } });
  await context.close();
});

it("a draft that another version has overtaken says so, and is not saved over it unseen", async () => {
  const { page, context } = await openAs("anna");
  await page.goto(at("/policy/edit"));
  await page.getByRole("textbox", { name: "Policy document" }).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("# anna was here");
  await page.getByText("For none of 5 machines would anything change today.").waitFor();
  await page.getByRole("button", { name: "Save…" }).click();
  await page.getByLabel("Why does the policy change?").fill("a word of explanation");
  const { version, document } = await colleague.get<PolicyVersion>("/api/v1/policy");
  const change = { document: `${document}\n# ben`, reason: "ben was first", basedOn: version };
  expect((await colleague.send("PUT", "/api/v1/policy", change)).status).toBe(200);
  await page.getByRole("button", { name: "Bring it into force" }).click();
  await page.getByRole("alert").getByText("Another version of the policy has come into force meanwhile.").waitFor();
  await page.getByRole("button", { name: "Go on writing" }).click();
  await page.getByText(`Version ${version + 1} has come into force since you began`).waitFor();
  expect(await page.getByRole("button", { name: "Save…" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: /Start again/ }).click();
  await expect.poll(() => page.getByText("has come into force since you began").count()).toBe(0);
  expect((await colleague.get<PolicyVersion>("/api/v1/policy")).version).toBe(version + 1);
  await context.close();
});

it("a waiver is asked for on the machine's page, approved by a colleague, and ended, by keyboard alone", async () => {
  const { page, context } = await openAs("anna");
  await page.goto(at(`/machines/${ids["pc-old"]}`));
  await page.locator('[data-rule="firewall-enabled"]').getByRole("link", { name: "Ask for a waiver" }).press("Enter");
  await page.getByLabel(/Why is the risk acceptable/).fill("in a cage without a network");
  await isAccessible(page, "waiver-new");
  await page.getByRole("button", { name: "Ask for it" }).press("Enter");
  const mine = page.locator('[data-standing="requested"]');
  await mine.getByRole("button", { name: "Approve" }).first().press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Approve" }).press("Enter");
  await page.getByRole("alert").getByText("Somebody else than the requester must approve.").waitFor();
  await page.keyboard.press("Escape");
  await context.close();

  const other = await openAs("ben");
  await other.page.goto(at("/waivers?state=requested"));
  await other.page.getByRole("button", { name: "Approve" }).first().press("Enter");
  await other.page.getByRole("dialog").getByRole("button", { name: "Approve" }).press("Enter");
  await other.page.getByText("None of this kind").waitFor();
  await other.page.goto(at(`/machines/${ids["pc-old"]}`));
  await other.page.getByRole("tab", { name: "Waivers (1)" }).press("Enter");
  await other.page.getByRole("table", { name: "Waivers" }).getByText("In force").waitFor();
  await other.page.goto(at("/waivers"));
  await isAccessible(other.page, "waivers");
  await other.page.setViewportSize(SIZES.phone);
  await other.page.reload();
  await other.page.locator('[data-standing="in force"]').waitFor();
  expect(await other.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(SIZES.phone.width);
  await screenshot(other.page, "waivers-phone");
  await other.page.locator("button:visible", { hasText: "End now" }).press("Enter");
  await other.page.getByRole("dialog").getByRole("button", { name: "End now" }).press("Enter");
  await other.page.locator('[data-standing="ended"]').waitFor();
  await other.context.close();
});

it("twins are compared side by side and merged, and a machine is retired once its name is typed", async () => {
  const { page, context } = await openAs("anna");
  await page.goto(at("/machines"));
  await page.getByRole("link", { name: "1 machine is in doubt" }).click();
  const card = page.getByRole("region", { name: "The same PC under two names: twin-b" });
  await card.getByRole("link", { name: "twin-a" }).waitFor();
  await card.getByRole("link", { name: "twin-b" }).waitFor();
  await isAccessible(page, "conflicts");
  await card.getByRole("button", { name: "They are one PC" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("The older entry, twin-a, is retired").waitFor();
  await dialog.getByRole("button", { name: "They are one PC" }).click();
  await page.getByText("No doubt about any machine").waitFor();
  await expect.poll(async () => (await colleague.machine(ids["twin-a"] ?? "")).isRetired).toBe(true);

  await page.goto(at(`/machines/${ids["pc-new"]}`));
  await page.getByRole("button", { name: "Retire…" }).click();
  await dialog.getByLabel("Type the machine's name").fill("pc-old");
  expect(await dialog.getByRole("button", { name: "Retire it" }).isDisabled()).toBe(true);
  await dialog.getByLabel("Type the machine's name").fill("pc-new");
  expect(await accessibilityFaults(page, "[role=dialog]")).toEqual([]);
  await dialog.getByRole("button", { name: "Retire it" }).click();
  await page.getByText("Retired: it is judged and counted no more").waitFor();
  await context.close();
});

it("no page complained", () => {
  expect(complaints).toEqual([]);
});
