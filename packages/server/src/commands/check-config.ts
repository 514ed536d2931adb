import { readFileSync } from "node:fs";
import { EXAMPLE_POLICY_FILE, SERVER_SETTINGS, type ServerConfig } from "../config.ts";
import { parsePolicy } from "../policy/parse-policy.ts";

/** Prints the configuration as it comes out of all its layers, secrets left out, and reads the policy it names. */
export function checkConfig(config: ServerConfig, options: { json: boolean }): void {
  const policyFile = config.policyFile ?? EXAMPLE_POLICY_FILE;
  parsePolicy(readFileSync(policyFile, "utf8"), policyFile);
  const shown = Object.entries(SERVER_SETTINGS).map(([name, setting]) => {
    const value: unknown = config[name as keyof ServerConfig];
    return [setting.key, "isSecret" in setting && value !== undefined ? "(set)" : value] as const;
  });
  if (options.json) {
    console.log(JSON.stringify(Object.fromEntries(shown)));
    return;
  }
  for (const [key, value] of shown)
    console.log(`${key.padEnd(24)} ${value === undefined ? "-" : JSON.stringify(value)}`);
  console.log("\nThe configuration and its policy are in order.");
}
