import { linesOf } from "../lines.ts";

export type PasswdEntry = { name: string; passwordField: string; uid: number; shell: string };

const NO_LOGIN_SHELLS = new Set(["nologin", "false", "sync", "halt", "shutdown"]);

/** Reads `/etc/passwd` (passwd(5)); lines with fewer than seven fields, such as NIS's `+`, are left out. */
export function parsePasswd(text: string): PasswdEntry[] {
  return linesOf(text).flatMap((line) => {
    const fields = line.split(":");
    const [name, passwordField, uid, , , , shell] = fields;
    if (
      fields.length !== 7 ||
      !name ||
      /\$./.test(name) ||
      passwordField === undefined ||
      !/^\d{1,10}$/.test(uid ?? "")
    )
      return [];
    return [{ name, passwordField, uid: Number(uid), shell: shell ?? "" }];
  });
}

/** Whether a shell lets its user in; an empty field stands for /bin/sh (passwd(5)). */
export function isLoginShell(shell: string): boolean {
  return !NO_LOGIN_SHELLS.has(shell.trim().split("/").at(-1) ?? "");
}

export type UidRange = { min: number; max: number };

/** shadow-utils' own defaults (login.defs(5)). */
export const DEFAULT_UID_RANGE: UidRange = { min: 1000, max: 60_000 };

/** Reads UID_MIN and UID_MAX of `/etc/login.defs`: the uids that `useradd` gives to people. */
export function parseUidRange(loginDefs: string): UidRange {
  const read = (key: string): number | null => {
    const match = new RegExp(`^[ \\t]*${key}[ \\t]+(\\d{1,10})[ \\t]*$`, "m").exec(loginDefs);
    return match ? Number(match[1]) : null;
  };
  return { min: read("UID_MIN") ?? DEFAULT_UID_RANGE.min, max: read("UID_MAX") ?? DEFAULT_UID_RANGE.max };
}
