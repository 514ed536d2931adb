import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { expect, it } from "vitest";
import { ROOT } from "../../scripts/child.ts";
import { LAYERS } from "./layers.ts";

async function look(...places: string[]): Promise<ICruiseResult> {
  const { output } = await cruise(
    places,
    {
      baseDir: ROOT,
      validate: true,
      ruleSet: { forbidden: LAYERS },
      doNotFollow: { path: "node_modules" },
      exclude: { path: "/dist/" },
      tsPreCompilationDeps: true,
    },
    {
      exportsFields: ["exports"],
      conditionNames: ["types", "import", "node", "default"],
      extensions: [".ts", ".tsx", ".js"],
    },
  );
  if (typeof output === "string") throw new Error(output);
  return output;
}

it("every import goes the one way, and every module was read", async () => {
  const result = await look("packages", "scripts", "test");
  // A TypeScript that the tool cannot use makes it read nothing and call it well.
  const own = result.modules.filter((module) => /^(packages|scripts|test)\/.*\.tsx?$/.test(module.source));
  expect(own.length).toBeGreaterThan(150);
  const imports = own.reduce((sum, module) => sum + module.dependencies.length, 0);
  expect(imports).toBeGreaterThan(own.length);
  const lost = own.flatMap((module) =>
    module.dependencies.filter((each) => each.couldNotResolve).map((each) => each.module),
  );
  expect(lost).toEqual([]);
  expect(result.summary.violations.map((each) => `${each.rule.name}: ${each.from} -> ${each.to}`)).toEqual([]);
});

it.each([
  ["packages/server/src/store", 'import "../digest/compose.ts";', "server: store must not know digest"],
  ["packages/server/src/policy", 'import "node:fs";', "judging is pure"],
  ["packages/shared/src", 'import "node:os";', "shared is pure"],
  ["packages/agent/src/uplink", 'import "node:child_process";', "only sources start programs"],
  ["packages/agent/src/sources", 'import "@muster/shared/wire.ts";', "what starts programs does not know the wire"],
  ["packages/agent/src/uplink", 'import "../../../server/src/log.ts";', "the ends know each other by shared alone"],
])("a planted violation in %s is found", async (folder, text, rule) => {
  const planted = mkdtempSync(join(ROOT, folder, "planted-"));
  try {
    // One folder deeper than the text was written for.
    writeFileSync(join(planted, "planted.ts"), text.replace('"../', '"../../'));
    const result = await look(planted.slice(ROOT.length + 1));
    expect(result.summary.violations.map((each) => each.rule.name)).toContain(rule);
  } finally {
    rmSync(planted, { recursive: true });
  }
});
