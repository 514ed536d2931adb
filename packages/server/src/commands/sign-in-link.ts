import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { NewOperator } from "@muster/shared/api.ts";
import { AppError } from "@muster/shared/errors.ts";
import { ROLES } from "@muster/shared/permissions.ts";
import { toInstant } from "@muster/shared/text.ts";
import { consoleOperator, createOperator } from "../auth/operators.ts";
import { newSignInToken } from "../auth/sign-in-links.ts";
import { recordAtConsole } from "../compose-audit.ts";
import { openConfiguredStore } from "../compose-store.ts";
import type { ServerConfig } from "../config.ts";
import type { Store } from "../store/open-store.ts";
import { findOperatorNamed } from "../store/operators.ts";
import type { OperatorRow } from "../store/schema.ts";

type Wanted = { operator?: string; role?: string };

/** Makes a one-time link that opens a session on the dashboard. Whoever may read the server's data folder may do this. */
export async function signInLink(config: ServerConfig, options: Wanted & { json: boolean }): Promise<void> {
  const store = await openConfiguredStore(config);
  try {
    const operator = await wantedOperator(config, store, options);
    const { token, expiresAt } = await newSignInToken(store.writer, operator.id, { now: Date.now() });
    const url = `http://127.0.0.1:${config.httpPort}/sign-in#${token}`;
    const { name, role } = operator;
    await recordAtConsole(config, store, { act: "session.link", subject: name, details: { role } });
    if (options.json) console.log(JSON.stringify({ url, operator: name, role, expiresAt: toInstant(expiresAt) }));
    else console.log(`Open this once, before ${toInstant(expiresAt)}; it lets in ${name} (${role}):\n\n  ${url}`);
  } finally {
    await store.close();
  }
}

async function wantedOperator(config: ServerConfig, store: Store, { operator, role }: Wanted): Promise<OperatorRow> {
  const db = store.writer;
  const context = { now: Date.now(), newId: randomUUID };
  if (operator === undefined) {
    if (role !== undefined) throw new AppError("input_invalid", "--role: name its operator with --operator.");
    return consoleOperator(db, userInfo().username, context);
  }
  const known = await findOperatorNamed(db, operator);
  if (known) {
    if (role === undefined || role === known.role) return known;
    throw new AppError("operator_exists", `${known.name} is ${known.role}; an owner changes that on the dashboard.`);
  }
  if (role === undefined) throw new AppError("operator_unknown");
  const wanted = NewOperator.safeParse({ name: operator, role });
  if (wanted.success) {
    await recordAtConsole(config, store, { act: "operators.add", subject: operator, details: { asked: wanted.data } });
    return createOperator(db, wanted.data, { by: "console", ...context });
  }
  const faults = wanted.error.issues.map((issue) => `--${issue.path.join(".")}: ${issue.message}`);
  throw new AppError("input_invalid", `${faults.join("; ")} (roles: ${ROLES.join(", ")})`);
}
