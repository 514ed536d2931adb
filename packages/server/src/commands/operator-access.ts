import type { AuditAct } from "@muster/shared/audit.ts";
import { AppError } from "@muster/shared/errors.ts";
import { unlockName } from "../auth/attempts.ts";
import { removeSecondFactor, resetPassword } from "../auth/reset-credentials.ts";
import { recordAtConsole } from "../compose-audit.ts";
import { openConfiguredStore } from "../compose-store.ts";
import type { ServerConfig } from "../config.ts";
import type { Db } from "../store/open-store.ts";
import { findOperatorNamed } from "../store/operators.ts";
import type { OperatorRow } from "../store/schema.ts";

type Options = { operator: string; json: boolean };

/** Takes a forgotten password away; the operator sets another by a link. */
export function resetPasswordOf(config: ServerConfig, options: Options): Promise<void> {
  return actOn(config, options, "operators.reset-password", async (db, { id, name }) => {
    await resetPassword(db, id);
    return `${name} has no password any more, and is signed out everywhere. ${LINK}`;
  });
}

/** Takes a lost second factor away; the operator sets up another by a link. */
export function removeMfaOf(config: ServerConfig, options: Options): Promise<void> {
  return actOn(config, options, "operators.remove-mfa", async (db, { id, name }) => {
    await removeSecondFactor(db, id, Date.now());
    return `${name} has no second factor and no recovery codes any more, and is signed out everywhere. ${LINK}`;
  });
}

/** Forgets the failures that keep an operator waiting. */
export function unlock(config: ServerConfig, options: Options): Promise<void> {
  return actOn(config, options, "operators.unlock", async (db, { name, name_key }) =>
    (await unlockName(db, name_key)) ? `${name} can try again at once.` : `${name} was not locked.`,
  );
}

const LINK = "Let them in with: npm run server -- sign-in-link --operator NAME";

async function actOn(
  config: ServerConfig,
  options: Options,
  act: AuditAct,
  change: (db: Db, operator: OperatorRow) => Promise<string>,
): Promise<void> {
  const store = await openConfiguredStore(config);
  try {
    const operator = await findOperatorNamed(store.writer, options.operator);
    if (!operator) throw new AppError("operator_unknown");
    await recordAtConsole(config, store, { act, subject: operator.name });
    const sentence = (await change(store.writer, operator)).replace("NAME", JSON.stringify(operator.name));
    console.log(options.json ? JSON.stringify({ operator: operator.name, done: sentence }) : sentence);
  } finally {
    await store.close();
  }
}
