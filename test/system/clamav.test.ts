/** Reads ClamAV databases of several ages, and what a real clamd has loaded, through the real collection. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DAY_MS } from "@muster/shared/duration.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectOutcomes, DEFAULT_PATHS, systemSources } from "../../packages/agent/src/collect/collect-outcomes.ts";
import { buildDatabase, clamavHeader, startClamd } from "../support/clamav-database.ts";

let folder = "";
let clamavFolder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "muster-clamav-"));
  clamavFolder = join(folder, "lib");
  await mkdir(clamavFolder);
});
afterEach(() => rm(folder, { recursive: true }));

async function readClamav(clamdSocket = join(folder, "none")) {
  const { antivirus } = await collectOutcomes({
    platform: "linux",
    sources: systemSources(),
    paths: { ...DEFAULT_PATHS, clamavFolder, clamdSockets: [clamdSocket] },
    now: Date.now,
  });
  return antivirus?.kind === "read" ? antivirus.facts.products.find(({ name }) => name === "ClamAV") : undefined;
}

/** Whole seconds, as a header carries no more. */
const daysAgo = (days: number) => new Date(Math.floor(Date.now() / 1_000) * 1_000 - days * DAY_MS);

function isHere(...programs: string[]): boolean {
  const absent = programs.filter((program) => !existsSync(program));
  if (absent.length > 0) console.log(`skipped: ${absent.join(", ")} is not installed`);
  return absent.length === 0;
}

describe.runIf(process.platform === "linux")("definitions on the disk", () => {
  it.each([
    [{ cvd: 0 }, 0],
    [{ cvd: 3 }, 3],
    [{ cld: 40 }, 40],
    [{ cvd: 40, cld: 2 }, 2],
    [{ cvd: 1, cld: 400 }, 1],
  ])("of %j days are %i days old", async (ages, expected) => {
    for (const [extension, days] of Object.entries(ages)) {
      const header = clamavHeader({ version: 28_000 - days, builtAt: daysAgo(days) });
      await writeFile(join(clamavFolder, `daily.${extension}`), `${header}binary rest`);
    }
    const { publishedAt, version, confidence } = (await readClamav())?.definitions ?? {};
    expect(version).toBe(String(28_000 - expected));
    expect(confidence).toBe("date");
    expect(Math.round((Date.now() - Date.parse(publishedAt ?? "")) / DAY_MS)).toBe(expected);
  });

  it.runIf(isHere("/usr/bin/sigtool", "/usr/bin/tar"))("are what sigtool says of the same file", async () => {
    const builtAt = new Date("2026-05-01T08:00:00Z");
    const path = join(clamavFolder, "daily.cld");
    await writeFile(path, buildDatabase(join(folder, "build"), { version: 27_600, builtAt }));
    const { stdout } = spawnSync("/usr/bin/sigtool", ["--info", path], { encoding: "utf8" });
    expect(stdout).toMatch(/^Build time: 01 May 2026 08.00 \+0000$/m);
    expect(stdout).toMatch(/^Version: 27600$/m);
    expect((await readClamav())?.definitions).toMatchObject({
      version: "27600",
      publishedAt: "2026-05-01T08:00:00.000Z",
    });
  });
});

describe.runIf(process.platform === "linux" && isHere("/usr/sbin/clamd", "/usr/bin/tar"))("a real clamd", () => {
  const loaded = { version: 27_600, builtAt: new Date("2026-05-01T08:00:00Z") };
  const start = () => startClamd(folder, buildDatabase(join(folder, "build"), loaded));

  it("that still has old definitions loaded is as old as they are, though the files are new", async () => {
    await writeFile(join(clamavFolder, "daily.cld"), clamavHeader({ version: 27_630, builtAt: daysAgo(0) }));
    const clamd = await start();
    try {
      const product = await readClamav(clamd.socket);
      expect(product).toMatchObject({
        state: "on",
        definitions: { publishedAt: "2026-05-01T08:00:00.000Z", version: "27600", confidence: "date" },
      });
      expect(product?.version).toMatch(/^\d+\.\d+/);
      expect(product?.definitions.source).toContain("27630");
    } finally {
      await clamd.stop();
    }
    expect((await readClamav(clamd.socket))?.definitions.version).toBe("27630");
  });

  it("tells its definitions where there is no file to read", async () => {
    const clamd = await start();
    try {
      expect((await readClamav(clamd.socket))?.definitions).toMatchObject({
        publishedAt: "2026-05-01T08:00:00.000Z",
        version: "27600",
      });
    } finally {
      await clamd.stop();
    }
  });
});
