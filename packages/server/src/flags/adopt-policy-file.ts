import { parsePolicy } from "../policy/parse-policy.ts";
import type { Db } from "../store/open-store.ts";
import { latestFromFile, latestPolicy, recordPolicy, sha256Of } from "../store/policies.ts";
import type { PolicyRow } from "../store/schema.ts";

/**
 * Takes the policy file over at the start: the first policy of all, and after that a file that the settings name and that
 * differs from what was last taken from it. What was changed on the dashboard since is not undone by a restart, and a newer
 * release's example never changes a company's policy.
 * @throws AppError `policy_invalid`
 */
export async function adoptPolicyFile(
  db: Db,
  file: { path: string; text: string; isNamed: boolean },
  now: number,
): Promise<{ row: PolicyRow; isNew: boolean }> {
  const newest = await latestPolicy(db);
  const known = await latestFromFile(db);
  const isTaken = newest !== undefined && (!file.isNamed || known?.sha256 === sha256Of(file.text));
  if (isTaken) return { row: newest, isNew: false };
  const policy = parsePolicy(file.text, file.path);
  const reason = newest === undefined ? "the first policy" : "the file has changed";
  const entry = { name: policy.name, document: file.text, author: file.path, origin: "file", reason };
  const recorded = await recordPolicy(db, entry, { now });
  if (recorded === null) throw new Error("Without a version to be based on, a policy is always recorded.");
  return recorded;
}
