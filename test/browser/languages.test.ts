import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { ROOT } from "../../scripts/child.ts";
import { writeFleet } from "../../scripts/load/write-fleet.ts";
import { accessibilityFaults, openBrowser, SIZES, screenshot } from "../support/browser.ts";
import { newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

const SRC = join(ROOT, "packages/dashboard/src");
const DIST = join(ROOT, "packages/dashboard/dist");
const ASSETS = join(DIST, "assets");
const MAX_INITIAL_BYTES = 250_000;

/** What is said to people beside running text. */
const SAID = `[...document.querySelectorAll("h1,h2,h3,h4,button,th,legend,label,nav a,[aria-label],[placeholder],[role=tab]")]
  .filter((each) => each.closest("[lang]") === document.documentElement)
  .flatMap((each) => [each.innerText, each.getAttribute("aria-label"), each.getAttribute("placeholder")])
  .map((text) => (text ?? "").trim())
  .filter((text) => text !== "")`;

const LANGUAGES = {
  de: { tag: "de-DE", overview: "Übersicht", machines: "Rechner", catalogue: "german", name: "GERMAN" },
  fr: { tag: "fr-FR", overview: "Synthèse", machines: "Postes", catalogue: "french", name: "FRENCH" },
} as const;
type Tongue = keyof typeof LANGUAGES;

let folder: string;
let server: ServerProgram;
let owner: Viewer;
let browser: Browser;
let paths: string[];
let machineId: string;

beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  folder = await newFolder();
  await writeFleet(folder, 60, Date.now());
  server = await startServer({ dataDir: folder });
  owner = await signIn(server);
  const [machine] = await owner.machines();
  machineId = machine?.id ?? "";
  const page = `/machines/${machineId}`;
  paths = [
    "/",
    "/machines",
    page,
    `${page}?tab=flags`,
    "/flags",
    "/waivers",
    `/waivers/new?machine=${machineId}`,
    "/conflicts",
  ];
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  owner?.close();
  await server?.stop();
  await removeFolder(folder);
});

async function openIn(locale: string): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES.desktop, locale });
  const [name = "", value = ""] = owner.cookie.split("=");
  await context.addCookies([{ name, value, url: server.ready.httpUrl }]);
  return context.newPage();
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(`${server.ready.httpUrl}${path}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await expect.poll(() => page.locator("[aria-busy=true]").count(), { timeout: 20_000 }).toBe(0);
}

/** The plain texts of every catalogue whose file has a name, by what it exports. */
async function textsOf(fileName: RegExp, name: string): Promise<Set<string>> {
  const files = (await readdir(SRC, { recursive: true })).filter((file) => fileName.test(file));
  const catalogues = await Promise.all(files.map(async (file) => (await import(join(SRC, file)))[name]));
  return new Set(catalogues.flatMap(plainTexts));
}

function plainTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(plainTexts) : [];
}

it.each(["de", "fr"] as const)(
  "speaks to a browser that asks for %s, and lets no English through",
  async (tongue: Tongue) => {
    const { tag, overview, machines, catalogue, name } = LANGUAGES[tongue];
    const own = await textsOf(new RegExp(`(^|/)${catalogue}\\.ts$`), name);
    const english = (await textsOf(/(^|\/)words\.ts$/, "ENGLISH")).difference(own);
    expect(english.size).toBeGreaterThan(100);
    const page = await openIn(tag);
    const faults: string[] = [];
    for (const path of paths) {
      await page.setViewportSize(SIZES.desktop);
      await visit(page, path);
      expect(await page.evaluate<string>("document.documentElement.lang")).toBe(tongue);
      const nav = page.getByRole("navigation").first();
      expect(await nav.getByRole("link", { name: overview, exact: true }).count(), path).toBe(1);
      expect(await nav.getByRole("link", { name: machines, exact: true }).count(), path).toBe(1);
      const said = await page.evaluate<string[]>(SAID);
      faults.push(...said.filter((text) => english.has(text)).map((text) => `${path} says in English: ${text}`));
      // The colours are the same in every language, and looked at in both schemes where each page has its own test.
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${path}: ${fault}`));
      for (const [size, viewport] of Object.entries({ desktop: SIZES.desktop, phone: SIZES.phone })) {
        await page.setViewportSize(viewport);
        await visit(page, path);
        const width = await page.evaluate<number>("document.documentElement.scrollWidth");
        if (width > viewport.width) faults.push(`${path} ${size}: ${width - viewport.width} px too wide`);
        await screenshot(page, `languages-${tongue}-${path.replaceAll(/\W+/g, "-").replace(machineId, "one")}-${size}`);
      }
    }
    expect(faults).toEqual([]);
  },
);

it("keeps the language that is chosen in the menu, whatever the browser asks for", async () => {
  const page = await openIn("en-GB");
  await visit(page, "/machines?status=non-compliant");
  expect(await page.evaluate<string>("document.documentElement.lang")).toBe("en");
  await page.getByRole("button", { name: "Colours and language" }).click();
  await page.getByRole("menuitemradio", { name: "Deutsch" }).click();
  await page.getByRole("heading", { level: 1, name: "Rechner" }).waitFor();
  expect(page.url()).toContain("status=");
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Rechner" }).waitFor();
  await page.getByRole("button", { name: "Farben und Sprache" }).click();
  await page.getByRole("menuitemradio", { name: "Wie der Browser" }).click();
  await page.getByRole("heading", { level: 1, name: "Machines" }).waitFor();
});

it("says in the reader's language what went wrong, by the server's code", async () => {
  const page = await openIn("fr-FR");
  await visit(page, "/machines/00000000-0000-4000-8000-000000000000");
  await page.getByRole("alert").getByText("Il n’y a rien à cette adresse.").waitFor();
});

/** A script with all that it cannot begin without. */
async function closureOf(names: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    const text = await readFile(join(ASSETS, name), "utf8");
    found.set(name, text);
    waiting.push(...[...text.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)].map(([, each = ""]) => each));
  }
  return found;
}

it("needs less than 250 kB of compressed script for the first page, and no other language", async () => {
  const [entry = ""] = /index-[\w-]+\.js/.exec(await readFile(join(DIST, "index.html"), "utf8")) ?? [];
  const overview = (await readdir(ASSETS)).filter((name) => /^overview-page-.*\.js$/.test(name));
  expect(overview).toHaveLength(1);
  const needed = await closureOf([entry, ...overview]);
  expect([...needed.keys()].filter((name) => /german|french/.test(name))).toEqual([]);
  const bytes = [...needed.values()].reduce((sum, text) => sum + gzipSync(text).length, 0);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThan(MAX_INITIAL_BYTES);
});
