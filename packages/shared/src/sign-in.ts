import { z } from "zod";
import { MAX_OPERATOR_CHARS, MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS } from "./limits.ts";
import { Role } from "./permissions.ts";
import { Instant } from "./text.ts";

export const Session = z.object({
  /** Names the session, and opens nothing. */
  id: z.string(),
  operatorId: z.string(),
  operator: z.string(),
  role: Role,
  signedInAt: Instant,
  expiresAt: Instant,
  /** Whether the operator has proved so lately to be there that dangerous acts are taken without asking again. */
  isConfirmed: z.boolean(),
});
export type Session = z.infer<typeof Session>;

/** What is typed as a password, whether it is anybody's or not. */
const TypedPassword = z.string().min(1).max(MAX_PASSWORD_CHARS);

/** A password to be taken for one's own; how strong it must be is judged beside its length. */
export const NewPassword = z
  .string()
  .min(MIN_PASSWORD_CHARS, `expected at least ${MIN_PASSWORD_CHARS} characters`)
  .max(MAX_PASSWORD_CHARS, `expected at most ${MAX_PASSWORD_CHARS} characters`);

/** What an authenticator app shows. People type it with a space in the middle. */
export const TotpCode = z
  .string()
  .max(20)
  .transform((text) => text.replace(/\s/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, "expected the six digits that the app shows"));

/** The first proof: a one-time link's token, or a name with its password. */
export const SignIn = z.union([
  z.strictObject({ token: z.string().min(20).max(100) }),
  z.strictObject({ name: z.string().trim().min(1).max(MAX_OPERATOR_CHARS), password: TypedPassword }),
]);
export type SignIn = z.infer<typeof SignIn>;

/** The second proof: an authenticator's code, or one of the codes kept for the day when the phone is lost. */
export const SecondProof = z.union([
  z.strictObject({ code: TotpCode }),
  z.strictObject({ recoveryCode: z.string().min(1).max(40) }),
]);
export type SecondProof = z.infer<typeof SecondProof>;

/** A secret to be taken into an authenticator app: as it is typed, and as the address that a picture carries. */
export const SecondFactorOffer = z.object({ secret: z.string(), uri: z.string() });
export type SecondFactorOffer = z.infer<typeof SecondFactorOffer>;

/** How far a sign-in has come. Each stage but the last lets nobody in and ends soon. */
export const SignInAnswer = z.discriminatedUnion("stage", [
  z.object({ stage: z.literal("signed-in"), session: Session }),
  z.object({ stage: z.literal("second-factor"), operator: z.string(), expiresAt: Instant }),
  z.object({
    stage: z.literal("setup"),
    operator: z.string(),
    role: Role,
    expiresAt: Instant,
    needsPassword: z.boolean(),
    /** Null where the operator has a second factor already. */
    offer: SecondFactorOffer.nullable(),
    /** Whether the second factor may be left for later. */
    isSecondFactorNeeded: z.boolean(),
  }),
]);
export type SignInAnswer = z.infer<typeof SignInAnswer>;

/** What was set up: the password, and the code that proves that an app holds the offered secret. */
export const Setup = z.strictObject({ password: NewPassword.optional(), code: TotpCode.optional() });
export type Setup = z.infer<typeof Setup>;
/** The recovery codes are told this once; there are none without a second factor. */
export const SetupDone = z.object({ session: Session, recoveryCodes: z.array(z.string()) });
export type SetupDone = z.infer<typeof SetupDone>;

export const PasswordDraft = z.strictObject({ password: z.string().max(MAX_PASSWORD_CHARS) });
/** What a password is worth, from 0 (guessed at once) to 4, with words for whoever chooses it. */
export const PasswordStrength = z.object({
  isAccepted: z.boolean(),
  score: z.number().int().min(0).max(4),
  warning: z.string().nullable(),
  suggestions: z.array(z.string()),
});
export type PasswordStrength = z.infer<typeof PasswordStrength>;

/** One proof more by somebody who is signed in, before an act that would be worth stealing an open session for. */
export const Confirmation = z.union([z.strictObject({ password: TypedPassword }), z.strictObject({ code: TotpCode })]);
export type Confirmation = z.infer<typeof Confirmation>;
