import type { Selectable } from "kysely";

/** The tables of signing in, as parts of the store's schema. */
export type AuthTables = {
  sign_in_link: SignInLinkTable;
  sign_in_step: SignInStepTable;
  sign_in_failure: SignInFailureTable;
  session: SessionTable;
  credential: CredentialTable;
  recovery_code: RecoveryCodeTable;
};

export type SignInLinkTable = {
  token_hash: string;
  /** Whom it lets in. */
  operator_id: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
};

/** A sign-in that has begun and lets nobody in yet. */
export type SignInStepTable = {
  token_hash: string;
  operator_id: string;
  /** `second-factor` or `setup`. */
  stage: string;
  /** By what it was begun, as the session will tell. */
  opened_with: string;
  created_at: number;
  expires_at: number;
  /** The TOTP secret that is offered, sealed, until a code proves that it was taken. */
  offered_secret: string | null;
};
export type SignInStepRow = Selectable<SignInStepTable>;

/** Failures in a row under a name, whether somebody is called so or not. */
export type SignInFailureTable = {
  /** SHA-256 of the name as it is compared. */
  name_hash: string;
  /** 1 for an operator's name: such a row gives way to no stranger's. */
  is_known: number;
  failures: number;
  last_at: number;
  locked_until: number;
};
export type SignInFailureRow = Selectable<SignInFailureTable>;

export type SessionTable = {
  token_hash: string;
  /** Names the session to its owner; opens nothing. */
  id: string;
  operator_id: string;
  created_at: number;
  last_used_at: number;
  expires_at: number;
  /** Where it was opened from, by what program and with what proofs. */
  address: string;
  agent: string;
  opened_with: string;
  /** When its owner last proved to be there. */
  confirmed_at: number;
  /** As with a step of signing in. */
  offered_secret: string | null;
};

export type CredentialTable = {
  operator_id: string;
  /** Argon2id in PHC form. */
  password_hash: string | null;
  password_set_at: number | null;
  /** Sealed for this operator. */
  totp_secret: string | null;
  totp_set_at: number | null;
  /** The newest time step (RFC 6238) of which a code was taken: none is taken twice. */
  totp_last_step: number | null;
};
export type CredentialRow = Selectable<CredentialTable>;

export type RecoveryCodeTable = {
  code_hash: string;
  operator_id: string;
  created_at: number;
  used_at: number | null;
};
