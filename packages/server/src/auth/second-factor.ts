import { AppError } from "@muster/shared/errors.ts";
import type { SecondFactorOffer, SecondProof } from "@muster/shared/sign-in.ts";
import type { CredentialRow } from "../store/auth-tables.ts";
import { setCredential, setRecoveryCodes, takeTotpStep, useRecoveryCode } from "../store/credentials.ts";
import type { Db } from "../store/open-store.ts";
import type { Seal } from "../store/seal.ts";
import { hashRecoveryCode, newRecoveryCodes } from "./recovery-codes.ts";
import { newTotpSecret, stepOfCode, totpUri } from "./totp.ts";

type Person = { id: string; name: string };
export type SecondFactor = ReturnType<typeof createSecondFactor>;

/** Authenticator apps and recovery codes. Secrets are stored sealed for their operator, codes as hashes. */
export function createSecondFactor(options: {
  seal: Seal;
  now: () => number;
  randomBytes: (count: number) => Uint8Array;
}) {
  const { seal, now, randomBytes } = options;

  function secretOf(sealed: string, operatorId: string): string {
    try {
      return seal.open(sealed, purposeOf(operatorId));
    } catch {
      // Sealed under another key, or for another operator: neither is a reason to let anybody in.
      throw new AppError("second_factor_unreadable");
    }
  }

  /** A new secret, sealed, to be offered until a code proves that an app holds it. */
  function offer(person: Person): string {
    return seal.seal(newTotpSecret(randomBytes), purposeOf(person.id));
  }

  function describeOffer(sealed: string, person: Person): SecondFactorOffer {
    const secret = secretOf(sealed, person.id);
    return { secret, uri: totpUri(secret, person.name) };
  }

  /**
   * Takes an offered secret for the operator's own, with new recovery codes, which are told this once.
   * @throws AppError `code_wrong`
   */
  async function take(trx: Db, operatorId: string, sealed: string, code: string): Promise<string[]> {
    const step = stepOfCode(secretOf(sealed, operatorId), code, now());
    if (step === null) throw new AppError("code_wrong");
    await setCredential(trx, operatorId, { totp_secret: sealed, totp_set_at: now(), totp_last_step: step });
    return renewCodes(trx, operatorId);
  }

  async function renewCodes(trx: Db, operatorId: string): Promise<string[]> {
    const codes = newRecoveryCodes(randomBytes);
    const hashes = codes.map((code) => hashRecoveryCode(operatorId, code));
    await setRecoveryCodes(trx, operatorId, hashes, now());
    return codes;
  }

  /** Whether a proof is good; it is used up by that, so that whoever has seen it typed can do nothing with it. */
  async function accepts(db: Db, credential: CredentialRow, proof: SecondProof): Promise<boolean> {
    const { operator_id: id, totp_secret } = credential;
    if (totp_secret === null) return false;
    if ("recoveryCode" in proof) return useRecoveryCode(db, id, hashRecoveryCode(id, proof.recoveryCode), now());
    const step = stepOfCode(secretOf(totp_secret, id), proof.code, now());
    return step !== null && (await takeTotpStep(db, id, step));
  }

  return { offer, describeOffer, take, renewCodes, accepts };
}

function purposeOf(operatorId: string): string {
  return `totp ${operatorId}`;
}
