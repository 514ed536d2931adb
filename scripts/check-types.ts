/** Type-checks every project of the repository with TypeScript 7; fails when any has an error. */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const PROJECTS = ["packages/shared", ".", "packages/dashboard"];

const compiler = join(dirname(createRequire(import.meta.url).resolve("@typescript/native/package.json")), "bin/tsc");
const failed = PROJECTS.filter((project) => {
  const run = spawnSync(process.execPath, [compiler, "--project", project], { stdio: "inherit" });
  return run.status !== 0;
});
if (failed.length > 0) {
  console.error(`Types are wrong in: ${failed.join(", ")}`);
  process.exitCode = 1;
}
