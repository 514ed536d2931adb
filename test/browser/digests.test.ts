import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { composeDigest } from "../../packages/server/src/digest/compose.ts";
import { renderHtml } from "../../packages/server/src/digest/render-html.ts";
import { testContext, testMaterial } from "../../packages/server/src/digest/test-material.ts";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";

let folder: string;
let mail: MailServer;
let server: ServerProgram;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  folder = await newFolder();
  mail = await startMailServer();
  server = await startServer({
    dataDir: folder,
    environment: {
      MUSTER_MAIL_SERVER: "127.0.0.1",
      MUSTER_MAIL_PORT: String(mail.port),
      MUSTER_MAIL_TO: "it@example.com",
    },
  });
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: SIZES.desktop })).newPage();
  await page.goto(server.ready.signInUrl);
  await page.getByTestId("fleet-sentence").waitFor();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await mail?.close();
  await removeFolder(folder);
});

it.each(["light", "dark"] as const)("reads well as a mail in %s, wide and narrow", async (colorScheme) => {
  const html = renderHtml(composeDigest(testMaterial(), testContext()));
  for (const width of [640, 360]) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    const reader = await context.newPage();
    await reader.setContent(html);
    const overflow = await reader.evaluate<boolean>("document.documentElement.scrollWidth > window.innerWidth");
    expect(overflow).toBe(false);
    // A mail has no landmarks: the mail program's own page has them.
    const faults = (await accessibilityFaults(reader)).filter((fault) => !/^(region|landmark)/.test(fault));
    expect(faults).toEqual([]);
    await screenshot(reader, `mail-${colorScheme}-${width}`);
    await context.close();
  }
});

it("changes a list by the keyboard and the pointer, previews it, and sends a test", async () => {
  await page.goto(`${server.ready.httpUrl}/digests`);
  await page.getByRole("link", { name: "IT", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Operations");
  await page.getByLabel("Language", { exact: true }).selectOption("fr");
  await page.getByRole("button", { name: "Preview as of now" }).click();
  await page.getByTestId("preview").getByText("Aucun poste inscrit").waitFor();
  await page.getByRole("textbox", { name: /^To/ }).fill("me@example.com");
  await page.getByRole("button", { name: "Send test" }).click();
  await page.getByText(/The mail server accepted it: 250/).waitFor();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Operations", exact: true }).waitFor();
  expect(mail.accepted.map((each) => each.envelopeTo)).toEqual([["me@example.com"]]);
});

it("says at the field what is wrong with a list, and has no accessibility fault in light and in dark", async () => {
  const faults: string[] = [];
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    for (const path of ["/alerts", "/digests", "/digests/lists/first", "/digests/lists/new"]) {
      await page.goto(`${server.ready.httpUrl}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle").catch(() => {});
      if (path.endsWith("new")) {
        await page.getByRole("button", { name: "Make list" }).click();
        await page.getByText("expected a name").waitFor();
      }
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${scheme} ${path}: ${fault}`));
      const name = path.slice(1).replaceAll("/", "-");
      for (const [size, viewport] of Object.entries(SIZES)) {
        await page.setViewportSize(viewport);
        await screenshot(page, `${name}-${scheme}-${size}`);
      }
      await page.setViewportSize(SIZES.desktop);
    }
  }
  expect(faults).toEqual([]);
});
