import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { totpCode } from "../support/authenticator.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";
import { withStore } from "../support/read-store.ts";

const PASSWORD = "nine lanterns over a quiet harbour";
/** A star stands behind what must be filled in; the button beside it is called otherwise. */
const PASSWORD_FIELD = /^Password ?\*?$/;
let server: ServerProgram;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let secret: string;
let recoveryCodes: string[];

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  server = await startServer({ dataDir: await newFolder(), environment: { MUSTER_SIGN_IN_BY_LINK: "false" } });
  browser = await openBrowser();
  context = await browser.newContext({ viewport: SIZES.desktop, reducedMotion: "reduce" });
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (server) await removeFolder(server.dataDir);
});

/** No faults in light and dark, and a picture of each. */
async function looked(name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, `${name}-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

const button = (name: string | RegExp) => page.getByRole("button", { name });
const home = () => page.getByTestId("account");

it("the first link leads through setting up, and shows the recovery codes once", async () => {
  await page.goto(server.ready.signInUrl);
  await page.getByRole("heading", { name: "Set up how you sign in" }).waitFor();
  expect(page.url()).not.toContain("#");
  await looked("sign-in-setup");
  const password = page.getByLabel(PASSWORD_FIELD);
  await password.fill("passwordpassword");
  await page.getByText("It would soon be guessed.").waitFor();
  await password.fill(PASSWORD);
  await page.getByText(/Strong enough|Very strong/).waitFor();
  secret = (await page.getByLabel("Key for the authenticator app").textContent())?.trim() ?? "";
  await page.getByRole("textbox", { name: "Code" }).fill("000000");
  await page.getByRole("textbox", { name: "Code" }).press("Enter");
  await page.getByText("The code does not fit.").waitFor();
  await page.getByRole("textbox", { name: "Code" }).fill(totpCode(secret, Date.now() - 30_000));
  await page.getByRole("textbox", { name: "Code" }).press("Enter");
  const list = page.getByRole("list", { name: "Recovery codes" });
  await list.waitFor();
  recoveryCodes = await list.getByRole("listitem").allTextContents();
  expect(recoveryCodes).toHaveLength(10);
  await looked("sign-in-recovery-codes");
  expect(await button("Go on").isDisabled()).toBe(true);
  await page.getByLabel("I have put them where I will find them").press("Space");
  await button("Go on").press("Enter");
  await home().waitFor();
});

it("afterwards by name, password and code", async () => {
  await button("Sign out").click();
  await page.getByRole("form", { name: "Sign in" }).waitFor();
  await looked("sign-in");
  const name = page.getByRole("textbox", { name: "Name" });
  await name.fill("nobody");
  await page.getByLabel(PASSWORD_FIELD).fill("wrong");
  await page.getByLabel(PASSWORD_FIELD).press("Enter");
  await page.getByText("The name, the password or the code is wrong.").waitFor();
  expect(await page.getByLabel(PASSWORD_FIELD).inputValue()).toBe("");
  await name.fill(await operator());
  await page.getByLabel(PASSWORD_FIELD).fill(PASSWORD);
  await page.getByLabel(PASSWORD_FIELD).press("Enter");
  await page.getByRole("heading", { name: "One more proof" }).waitFor();
  await looked("sign-in-second-factor");
  await page.getByRole("textbox", { name: "Code" }).fill(totpCode(secret, Date.now()));
  await page.getByRole("textbox", { name: "Code" }).press("Enter");
  await home().waitFor();
});

async function operator(): Promise<string> {
  return withStore(server, async ({ reader }) => {
    const row = await reader.selectFrom("operator").select("name").executeTakeFirstOrThrow();
    return row.name;
  });
}

it("a lost phone is made up for by a recovery code", async () => {
  const other = await (await browser.newContext({ viewport: SIZES.desktop })).newPage();
  await other.goto(`${server.ready.httpUrl}/sign-in`);
  await other.getByRole("textbox", { name: "Name" }).fill(await operator());
  await other.getByLabel(PASSWORD_FIELD).fill(PASSWORD);
  await other.getByRole("button", { name: "Sign in" }).click();
  await other.getByRole("button", { name: "The phone is lost" }).click();
  await other.getByRole("textbox", { name: "Recovery code" }).fill(recoveryCodes[0] ?? "");
  await other.getByRole("button", { name: "Sign in" }).click();
  await other.getByTestId("account").waitFor();
  // And here it is seen, and ended.
  await home().click();
  await page.getByText("9 recovery codes are left.").waitFor();
  const sessions = page.locator("tr[data-session]");
  expect(await sessions.count()).toBe(2);
  await looked("account");
  await button(/^End the session of/).click();
  await expect.poll(() => sessions.count()).toBe(1);
  await other.getByRole("form", { name: "Sign in" }).waitFor();
});

it("a dangerous act asks once more who is there, and then goes on by itself", async () => {
  await withStore(server, ({ writer }) => writer.updateTable("session").set({ confirmed_at: 0 }).execute());
  await page.goto(`${server.ready.httpUrl}/operators`);
  await page.getByRole("textbox", { name: "Name" }).fill("Vera Vogel");
  await button("Add").click();
  const dialog = page.getByRole("dialog", { name: "Is it you?" });
  await dialog.waitFor();
  await looked("confirm");
  await dialog.getByLabel("Your password").fill("wrong");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await dialog.getByText("The name, the password or the code is wrong.").waitFor();
  await dialog.getByLabel("Your password").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("region", { name: "Link for Vera Vogel" }).waitFor();
  // The live connection goes on under the session's new cookie.
  await page.getByText("Live").first().waitFor();
});

it("a password is changed by whoever knows it", async () => {
  await page.goto(`${server.ready.httpUrl}/account`);
  await button("Change it").click();
  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByLabel("New password").fill("five kettles under a slow moon");
  await page.getByText(/Strong enough|Very strong/).waitFor();
  await button("Change the password").click();
  await page.getByText("The password is changed, and every other session has ended.").waitFor();
});

it("fits a phone", async () => {
  await page.setViewportSize(SIZES.phone);
  for (const path of ["/account", "/sign-in"]) {
    await page.goto(`${server.ready.httpUrl}${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
    await screenshot(page, `phone${path.replace("/", "-")}`);
  }
});
