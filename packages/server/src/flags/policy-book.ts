import { readPolicy } from "../policy/parse-policy.ts";
import type { Db } from "../store/open-store.ts";
import { latestPolicy, policiesInUse } from "../store/policies.ts";
import type { PolicyVersion } from "./machine-life.ts";

/** The versions of the policy that judge, read from the store and parsed once. */
export type PolicyBook = {
  /** The oldest first; the last is in force. */
  versions(): readonly PolicyVersion[];
  inForce(): PolicyVersion;
  /** Looks whether the store holds a newer version, from whichever program; true when it does. */
  refresh(): Promise<boolean>;
};

/** @throws when the store holds no version yet: the first is recorded before. */
export async function openPolicyBook(db: Db, onError: (error: Error) => void): Promise<PolicyBook> {
  let versions = await load(db, onError);
  const inForce = (): PolicyVersion => {
    const last = versions.at(-1);
    if (!last) throw new Error("The store holds no policy.");
    return last;
  };
  inForce();
  return {
    versions: () => versions,
    inForce,
    refresh: async () => {
      const newest = await latestPolicy(db);
      if (newest === undefined || newest.version === inForce().version) return false;
      versions = await load(db, onError);
      return true;
    },
  };
}

async function load(db: Db, onError: (error: Error) => void): Promise<PolicyVersion[]> {
  const rows = await policiesInUse(db);
  return rows.flatMap((row): PolicyVersion[] => {
    const reading = readPolicy(row.document);
    if (reading.ok) return [{ version: row.version, policy: reading.policy, appliedAt: row.applied_at }];
    // A document that an earlier version took and this one does not: the others go on judging.
    onError(new Error(`policy version ${row.version} cannot be read: ${reading.faults[0]?.message}`));
    return [];
  });
}
