import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EvidencePack } from "@muster/shared/evidence.ts";
import { sql } from "kysely";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { SERVER_MAIN } from "../../scripts/child.ts";
import { foundCompany } from "../../scripts/demo/company.ts";
import { seeded } from "../../scripts/demo/random.ts";
import { writeHistory } from "../../scripts/demo/write-history.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { newFolder, removeFolder, runCommand, type ServerProgram, startServer } from "../support/programs.ts";
import { withStore } from "../support/read-store.ts";

const DAYS = 90;
const DAY_MS = 86_400_000;
let folder: string;
let server: ServerProgram;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  folder = await newFolder();
  const now = Date.now();
  const today = new Date(Math.floor(now / DAY_MS) * DAY_MS).toISOString();
  const random = seeded(1);
  await mkdir(join(folder, "server"), { recursive: true });
  await withStore({ dataDir: folder }, async ({ writer }) => {
    await sql`pragma synchronous = off`.execute(writer);
    await writeHistory(writer, foundCompany(20, random, now), { now, days: DAYS, random, onDay: () => {} });
  });
  server = await startServer({ dataDir: folder });
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: SIZES.desktop, acceptDownloads: true })).newPage();
  await page.goto(server.ready.signInUrl);
  await page.getByTestId("fleet-sentence").waitFor();
  await server.untilLogged((entry) => entry.msg === "a day sealed" && entry.until === today);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await removeFolder(folder);
});

const machines = () => page.locator("section[data-machine]");

async function download(name: RegExp): Promise<string> {
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name }).click();
  const file = await (await coming).createReadStream();
  let text = "";
  for await (const chunk of file) text += String(chunk);
  return text;
}

it("says where to begin when there is none", async () => {
  await page.getByRole("navigation").first().getByRole("link", { name: "Evidence" }).click();
  await page.getByText("No evidence was made yet").waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
});

it("draws machines by the auditor's words, and shows how they stood on a past day under seals", async () => {
  const past = new Date(Date.now() - 4 * DAY_MS).toISOString().slice(0, 10);
  await page.getByRole("textbox", { name: "Day" }).fill(past);
  await page.getByRole("textbox", { name: "Machines" }).fill("5");
  await page.getByLabel("Drawn by the words").fill("seven red lanterns");
  await page.getByRole("button", { name: "Draw and make evidence" }).press("Enter");
  await machines().first().waitFor();
  expect(await machines().count()).toBe(5);
  const proves = page.getByRole("region", { name: "What this proves" });
  expect(await proves.textContent()).toMatch(/All \d+ rows stand under a seal/);
  expect(await proves.textContent()).toContain("every verdict is as it was written down");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, `evidence-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  const facts = machines().first().getByRole("button", { name: "What it had reported" });
  await facts.press("Enter");
  await machines()
    .first()
    .getByText(/, sealed$/)
    .first()
    .waitFor();
});

it("hands out a file that proves itself, and no longer does once a word of it is changed", async () => {
  const text = await download(/JSON/);
  const file = join(folder, "pack.json");
  const verify = async () => {
    const { code, stdout } = await runCommand(SERVER_MAIN, ["verify-evidence", file, "--json"], {});
    return { code, ...(JSON.parse(stdout) as { ok: boolean; fingerprint: string; machines: number }) };
  };
  await writeFile(file, text);
  const { fingerprint, ...holds } = await verify();
  expect(holds).toMatchObject({ code: 0, ok: true, machines: 5 });
  const { body } = JSON.parse(text) as EvidencePack;
  const name = body.machines[0]?.name ?? "";
  await writeFile(file, text.replaceAll(name, `${name}x`));
  expect(await verify()).toMatchObject({ code: 1, ok: false });
  expect((await download(/CSV/)).trim().split("\r\n").length).toBe(
    1 + body.machines.reduce((sum, machine) => sum + machine.verdicts.length, 0),
  );
  await page.getByRole("link", { name: "Evidence" }).first().click();
  await page.locator("tr[data-pack]").first().waitFor();
  expect(await page.locator("main").textContent()).toContain(fingerprint);
});

it("tells of one machine, asked for on its own page", async () => {
  await page.goto(`${server.ready.httpUrl}/machines/${await firstId()}`);
  await page.getByRole("link", { name: "Evidence of a past day" }).click();
  await page.getByRole("button", { name: /^Make evidence of/ }).click();
  await machines().first().waitFor();
  expect(await machines().count()).toBe(1);
});

async function firstId(): Promise<string> {
  const list = (await page.evaluate(`fetch("/api/v1/machines").then((answer) => answer.json())`)) as {
    items: { id: string }[];
  };
  return list.items[0]?.id ?? "";
}

it("fits a phone, and paper", async () => {
  await page.setViewportSize(SIZES.phone);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
  await screenshot(page, "evidence-phone");
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("button", { name: "Print" }).isVisible()).toBe(false);
  await page.emulateMedia({ media: "screen" });
  await page.goto(`${server.ready.httpUrl}/evidence`);
  await page.locator("tr[data-pack]").first().waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
  await screenshot(page, "evidence-list-phone");
});
