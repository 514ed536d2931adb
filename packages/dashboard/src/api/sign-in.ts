import { Account, type PasswordChange, RecoveryCodes } from "@muster/shared/account.ts";
import {
  type Confirmation,
  PasswordStrength,
  SecondFactorOffer,
  type SecondProof,
  Session,
  type Setup,
  SetupDone,
  type SignIn,
  SignInAnswer,
} from "@muster/shared/sign-in.ts";
import { queryOptions } from "@tanstack/react-query";
import { request, send } from "./request.ts";

export function signIn(body: SignIn): Promise<SignInAnswer> {
  return request(SignInAnswer, "/session", { method: "POST", body });
}

export function giveSecondProof(body: SecondProof): Promise<SignInAnswer> {
  return request(SignInAnswer, "/sign-in/second-factor", { method: "POST", body });
}

export function setUp(body: Setup): Promise<SetupDone> {
  return request(SetupDone, "/sign-in/setup", { method: "POST", body });
}

export async function giveUpSignIn(): Promise<void> {
  await send("/sign-in", { method: "DELETE" });
}

/** What a password is worth, asked by somebody who signs in or by somebody who is signed in. */
export function judgePassword(
  password: string,
  whose: "sign-in" | "account",
  signal: AbortSignal,
): Promise<PasswordStrength> {
  const options = { method: "POST", body: { password }, signal } as const;
  if (whose === "sign-in") return request(PasswordStrength, "/sign-in/password-strength", options);
  return request(PasswordStrength, "/account/password-strength", options);
}

export function confirmSession(body: Confirmation): Promise<Session> {
  return request(Session, "/session/confirmation", { method: "POST", body });
}

export const accountQuery = queryOptions({
  queryKey: ["account"],
  queryFn: ({ signal }) => request(Account, "/account", { signal }),
});

export async function changePassword(body: PasswordChange): Promise<void> {
  await send("/account/password", { method: "PUT", body });
}

export function offerSecondFactor(): Promise<SecondFactorOffer> {
  return request(SecondFactorOffer, "/account/second-factor/offer", { method: "POST" });
}

export function takeSecondFactor(code: string): Promise<{ codes: string[] }> {
  return request(RecoveryCodes, "/account/second-factor", { method: "PUT", body: { code } });
}

export async function removeSecondFactor(): Promise<void> {
  await send("/account/second-factor", { method: "DELETE" });
}

export function renewRecoveryCodes(): Promise<{ codes: string[] }> {
  return request(RecoveryCodes, "/account/recovery-codes", { method: "POST" });
}

export async function endOtherSessions(): Promise<void> {
  await send("/account/sessions", { method: "DELETE" });
}

export async function endOwnSession(id: string): Promise<void> {
  await send(`/account/sessions/${encodeURIComponent(id)}`, { method: "DELETE" });
}
