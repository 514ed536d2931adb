/** Builds the dashboard into packages/dashboard/dist, but only when its sources differ from those of the last build. */
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const DASHBOARD = join(ROOT, "packages/dashboard");
const DIST = join(DASHBOARD, "dist");

/** Inside the folder, so that a build and what it was made from can only come and go together. */
const STAMP = join(DIST, ".stamp");

/** Whatever can change what the browser gets. */
const SOURCES = [
  "packages/dashboard/src",
  "packages/dashboard/public",
  "packages/dashboard/index.html",
  "packages/dashboard/vite.config.ts",
  "packages/dashboard/package.json",
  "packages/shared/src",
  "package-lock.json",
];

type Options = { force?: boolean; log: (line: string) => void };

/**
 * Returns the folder to serve. Safe to call from two processes at once: each builds aside and swaps the whole folder in.
 * @throws when the sources do not build; the last good build then stays in place.
 */
export async function buildDashboard({ force = false, log }: Options): Promise<string> {
  const digest = await digestOfSources();
  if (!force && (await readStamp()) === digest) return DIST;
  log("Building the dashboard (only when it has changed)");
  const startedAt = performance.now();
  // Named dist there too, so that git ignores what an interrupted build leaves behind.
  const aside = join(DASHBOARD, `.build-${process.pid}`);
  const output = join(aside, "dist");
  try {
    await bundle(output);
    await writeFile(join(output, ".stamp"), digest);
    await swapIn(output);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  log(`Built the dashboard in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return DIST;
}

async function bundle(outDir: string): Promise<void> {
  // Loaded here, so that a start with nothing to build does not pay for it.
  const { build } = await import("vite");
  const before = process.env.NODE_ENV;
  // Under a test runner NODE_ENV says `test`, and React would be built with its development checks.
  process.env.NODE_ENV = "production";
  try {
    await build({
      root: DASHBOARD,
      configFile: join(DASHBOARD, "vite.config.ts"),
      mode: "production",
      logLevel: "warn",
      build: { outDir, emptyOutDir: true },
    });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

async function swapIn(output: string): Promise<void> {
  await rm(DIST, { recursive: true, force: true });
  try {
    await rename(output, DIST);
  } catch (error) {
    // Another process swapped its own in between, or something on Windows holds the folder open.
    if (!(error instanceof Error && "code" in error && ["ENOTEMPTY", "EEXIST", "EPERM"].includes(String(error.code)))) {
      throw error;
    }
    await mkdir(DIST, { recursive: true });
    await cp(output, DIST, { recursive: true, force: true });
  }
}

async function readStamp(): Promise<string | null> {
  return readFile(STAMP, "utf8").catch(() => null);
}

/** SHA-256 (hex) over the names and the bytes of every source. */
async function digestOfSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of await filesUnder(join(ROOT, source))) {
      hash.update(`${relative(ROOT, file).replaceAll("\\", "/")}\0`);
      hash.update(await readFile(file));
      hash.update("\0");
    }
  }
  return hash.digest("hex");
}

async function filesUnder(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => null);
  if (entries === null) return [path];
  return entries
    .filter((entry) => entry.isFile() && !entry.name.includes(".test."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

if (import.meta.main) {
  const dist = await buildDashboard({ force: process.argv.includes("--force"), log: console.log });
  console.log(`The dashboard is in ${relative(process.cwd(), dist) || "."}`);
}
