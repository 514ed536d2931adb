import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { ROOT } from "../../scripts/child.ts";

/** A network namespace needs privileges, and the tools are not on every machine. */
function whyNot(): string | null {
  if (process.platform !== "linux") return "network namespaces are Linux's";
  if (spawnSync("unshare", ["--net", "true"]).status !== 0) return "this user may not make a network namespace";
  if (spawnSync("nft", ["--version"]).status !== 0) return "nft is not installed";
  if (spawnSync("ip", ["-V"]).status !== 0) return "ip is not installed";
  return null;
}

const reason = whyNot();
if (reason) console.warn(`The real firewall's test is left out: ${reason}.`);

it.skipIf(reason !== null)("a real firewall that goes down opens a flag, and resolves it when it is back", async () => {
  const scenario = join(ROOT, "test/support/firewall-scenario.ts");
  const { stdout } = await promisify(execFile)("unshare", ["--net", process.execPath, scenario], { timeout: 90_000 });
  const seen = JSON.parse(stdout) as { opened: string; sentence: string; resolved: string };
  expect(seen.sentence).toContain("The firewall is off for IPv4 input and IPv6 input");
  expect(seen.resolved).toBe(seen.opened);
});
