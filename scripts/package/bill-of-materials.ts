import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

const Manifest = z.object({ name: z.string(), version: z.string(), license: z.string().optional() });
type Manifest = z.infer<typeof Manifest>;

/**
 * A CycloneDX document (https://cyclonedx.org/docs/1.6/json/) of what a bundle really holds: the packages that its modules came
 * from, and the runtime that carries it. npm's own list would leave out what the development also uses.
 */
export function billOfMaterials(modules: readonly string[], version: string): object {
  const packages = new Map<string, Manifest>();
  for (const path of modules) {
    const manifest = path.includes("node_modules") ? manifestOf(path) : null;
    if (manifest) packages.set(`${manifest.name}@${manifest.version}`, manifest);
  }
  const runtime = { name: "node", version: process.versions.node, license: "MIT" };
  const components = [runtime, ...[...packages.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))];
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: { type: "application", name: "muster-agent", version, "bom-ref": `muster-agent@${version}` },
    },
    components: components.map(({ name, version: its, license }, index) => ({
      type: index === 0 ? "platform" : "library",
      "bom-ref": `${name}@${its}`,
      name,
      version: its,
      purl: index === 0 ? `pkg:generic/node@${its}` : `pkg:npm/${name.replace("@", "%40")}@${its}`,
      ...(license === undefined ? {} : { licenses: [{ expression: license }] }),
    })),
  };
}

/** The package that a module belongs to: the nearest manifest above it that names one. */
function manifestOf(path: string): Manifest | null {
  for (let folder = dirname(path); folder.includes("node_modules"); folder = dirname(folder)) {
    const file = join(folder, "package.json");
    const manifest = existsSync(file) ? Manifest.safeParse(JSON.parse(readFileSync(file, "utf8"))) : null;
    if (manifest?.success) return manifest.data;
  }
  return null;
}
