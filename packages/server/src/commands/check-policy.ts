import type { PolicyCheck } from "@muster/shared/api.ts";
import { parsePolicy, readPolicy } from "../policy/parse-policy.ts";
import { readDocument } from "./read-document.ts";

/** Says whether a policy document is right, and of each fault where it stands and what was expected. */
export function checkPolicy(file: string, options: { json: boolean }): void {
  const text = readDocument(file);
  if (options.json) {
    const reading = readPolicy(text);
    const check: PolicyCheck = { faults: reading.ok ? [] : reading.faults };
    console.log(JSON.stringify(check));
    if (!reading.ok) process.exitCode = 2;
    return;
  }
  const policy = parsePolicy(text, file);
  const rules = Object.keys(policy.rules).length;
  console.log(
    `${file} is in order: ${policy.name}, ${rules} rules, ${policy.groups.length} groups, ${policy.sites.length} sites.`,
  );
}
