import { MIN_PASSWORD_CHARS } from "@muster/shared/limits.ts";
import type { PasswordStrength } from "@muster/shared/sign-in.ts";
import type { Tone } from "../theme/status.ts";

/** What to say of a password that is being chosen. */
export function strengthWords(typed: string, strength: PasswordStrength | undefined): { sentence: string; tone: Tone } {
  if (typed === "") return { sentence: "Nothing typed yet.", tone: "none" };
  const missing = MIN_PASSWORD_CHARS - typed.length;
  if (missing > 0) return { sentence: `${missing} more ${missing === 1 ? "character" : "characters"}.`, tone: "none" };
  if (strength === undefined) return { sentence: "Looking how soon it would be guessed.", tone: "none" };
  if (strength.isAccepted) return { sentence: strength.score === 4 ? "Very strong." : "Strong enough.", tone: "good" };
  const told = [strength.warning, ...strength.suggestions].filter((words) => words !== null && words !== "");
  return { sentence: ["It would soon be guessed.", ...told].join(" "), tone: "bad" };
}
