import { z } from "zod";
import { MAX_ACCOUNTS } from "../limits.ts";
import { Instant, Name, Sentence } from "../text.ts";

export const AccountPassword = z.object({
  name: Name,
  /** Where the account lives. */
  home: z.enum(["local", "domain", "entra"]),
  /**
   * set: a password is in use. must-change: it must be changed at the next sign-in. locked: the password cannot be used.
   * none: the account has no password at all. managed: something else rotates it (LAPS, Entra, SSO).
   */
  state: z.enum(["set", "must-change", "locked", "none", "managed", "unknown"]),
  lastSetAt: Instant.nullable(),
  /** `/etc/shadow` counts whole days; other sources know the instant. */
  lastSetPrecision: z.enum(["day", "instant"]),
  /** Whether the OS itself lets the password expire; null when the machine does not tell. */
  neverExpires: z.boolean().nullable(),
  /** Days after which the OS itself makes the password expire; null when it never does or does not tell. */
  osMaxAgeDays: z.number().int().nonnegative().nullable(),
  source: Sentence,
});
export type AccountPassword = z.infer<typeof AccountPassword>;

/** What the `passwords` probe learns: human accounts only. No hash and no password ever enters these facts. */
export const PasswordFacts = z.object({
  accounts: z.array(AccountPassword).max(MAX_ACCOUNTS),
});
export type PasswordFacts = z.infer<typeof PasswordFacts>;
