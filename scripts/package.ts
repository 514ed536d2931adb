/** `npm run package [-- --out FOLDER]`: the agent as a single executable and a Debian package, with checksums and a bill of materials. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { rolldown } from "rolldown";
import { AGENT_VERSION } from "../packages/agent/src/agent-version.ts";
import { systemdUnit } from "../packages/agent/src/service/systemd-unit.ts";
import { AGENT_MAIN, ROOT } from "./child.ts";
import { billOfMaterials } from "./package/bill-of-materials.ts";
import { AFTER_INSTALL, AFTER_REMOVAL, BEFORE_REMOVAL, controlFile } from "./package/debian.ts";

const HELP = `npm run package [-- --out FOLDER] [--fast]

Builds for this PC's own system and processor:
  muster-agent-VERSION-OS-ARCH    the agent as one file, with its runtime inside
  muster-agent_VERSION_ARCH.deb   on Linux where dpkg-deb is
  muster-agent-VERSION.cdx.json   bill of materials (CycloneDX)
  SHA256SUMS

  --out FOLDER   where to (default: dist/packages)
  --fast         compress less`;

const DEBIAN_ARCHITECTURES: Record<string, string> = { x64: "amd64", arm64: "arm64" };

const { values } = parseArgs({
  options: { out: { type: "string" }, fast: { type: "boolean" }, help: { type: "boolean" } },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const out = resolve(values.out ?? join(ROOT, "dist/packages"));
const work = mkdtempSync(join(tmpdir(), "muster-package-"));
try {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const executable = await buildExecutable();
  const made = [executable.file];
  const deb = buildDeb(executable.file);
  if (deb) made.push(deb);
  made.push(writeBill(executable.modules));
  const sums = made.map((file) => `${sha256(file)}  ${basename(file)}\n`).join("");
  writeFileSync(join(out, "SHA256SUMS"), sums);
  console.log(`${sums}in ${out}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Node carries the agent's bundle as a blob (https://nodejs.org/api/single-executable-applications.html). */
async function buildExecutable(): Promise<{ file: string; modules: string[] }> {
  const main = join(work, "agent.mjs");
  const bundle = await rolldown({ input: AGENT_MAIN, platform: "node" });
  const { output: chunks } = await bundle.write({ file: main, format: "esm", minify: true, codeSplitting: false });
  const ending = process.platform === "win32" ? ".exe" : "";
  const output = join(out, `muster-agent-${AGENT_VERSION}-${process.platform}-${process.arch}${ending}`);
  const settings = { main, mainFormat: "module", output, disableExperimentalSEAWarning: true };
  const file = join(work, "sea.json");
  writeFileSync(file, JSON.stringify({ ...settings, useCodeCache: false, useSnapshot: false }));
  execFileSync(process.execPath, [`--build-sea=${file}`], { stdio: "pipe" });
  return { file: output, modules: chunks.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : [])) };
}

function buildDeb(executable: string): string | null {
  const architecture = DEBIAN_ARCHITECTURES[process.arch];
  if (process.platform !== "linux" || !architecture || !hasDpkg()) return null;
  const tree = join(work, "deb");
  const put = (path: string, text: string, mode: number): void => {
    const file = join(tree, path);
    mkdirSync(join(file, ".."), { recursive: true, mode: 0o755 });
    writeFileSync(file, text);
    chmodSync(file, mode);
  };
  mkdirSync(join(tree, "usr/bin"), { recursive: true, mode: 0o755 });
  copyFileSync(executable, join(tree, "usr/bin/muster-agent"));
  chmodSync(join(tree, "usr/bin/muster-agent"), 0o755);
  const unit = systemdUnit({ file: "/usr/bin/muster-agent", args: [] });
  put("usr/lib/systemd/system/muster-agent.service", unit, 0o644);
  put("usr/share/doc/muster-agent/copyright", readFileSync(join(ROOT, "LICENSE"), "utf8"), 0o644);
  put("DEBIAN/control", controlFile(AGENT_VERSION, architecture), 0o644);
  put("DEBIAN/postinst", AFTER_INSTALL, 0o755);
  put("DEBIAN/prerm", BEFORE_REMOVAL, 0o755);
  put("DEBIAN/postrm", AFTER_REMOVAL, 0o755);
  const deb = join(out, `muster-agent_${AGENT_VERSION}_${architecture}.deb`);
  const compression = values.fast ? ["-Zgzip", "-z1"] : ["-Zxz"];
  execFileSync("dpkg-deb", [...compression, "--root-owner-group", "--build", tree, deb], { stdio: "pipe" });
  return deb;
}

function hasDpkg(): boolean {
  try {
    execFileSync("dpkg-deb", ["--version"], { stdio: "pipe" });
    return true;
  } catch {
    // Not a Debian: the single executable is made all the same.
    return false;
  }
}

function writeBill(modules: readonly string[]): string {
  const file = join(out, `muster-agent-${AGENT_VERSION}.cdx.json`);
  writeFileSync(file, `${JSON.stringify(billOfMaterials(modules, AGENT_VERSION), null, 2)}\n`);
  return file;
}

function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
