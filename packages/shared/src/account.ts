import { z } from "zod";
import { MAX_PASSWORD_CHARS } from "./limits.ts";
import { NewPassword, TotpCode } from "./sign-in.ts";
import { Instant } from "./text.ts";

export const OpenSession = z.object({
  id: z.string(),
  signedInAt: Instant,
  lastUsedAt: Instant,
  expiresAt: Instant,
  address: z.string(),
  /** The browser or program, as it names itself. */
  agent: z.string(),
  /** With what proofs it was opened, such as `password and code`. */
  openedWith: z.string(),
  /** Whether it is the one that asks. */
  isThis: z.boolean(),
});
export type OpenSession = z.infer<typeof OpenSession>;

/** What an operator signs in with, and where they are signed in. */
export const Account = z.object({
  /** Since when; null without one. */
  passwordSetAt: Instant.nullable(),
  secondFactorSetAt: Instant.nullable(),
  /** Whether the operator's role may not be without a second factor. */
  isSecondFactorNeeded: z.boolean(),
  recoveryCodesLeft: z.number().int(),
  sessions: z.array(OpenSession),
});
export type Account = z.infer<typeof Account>;

export const PasswordChange = z.strictObject({
  /** Left out by somebody who has none yet. */
  current: z.string().max(MAX_PASSWORD_CHARS).optional(),
  password: NewPassword,
});
export type PasswordChange = z.infer<typeof PasswordChange>;

export const SecondFactorProof = z.strictObject({ code: TotpCode });
export const RecoveryCodes = z.object({ codes: z.array(z.string()) });
