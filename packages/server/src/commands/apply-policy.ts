import { AppError } from "@muster/shared/errors.ts";
import { recordAtConsole } from "../compose-audit.ts";
import { openConfiguredStore } from "../compose-store.ts";
import type { ServerConfig } from "../config.ts";
import { parsePolicy } from "../policy/parse-policy.ts";
import { recordPolicy } from "../store/policies.ts";
import { readDocument } from "./read-document.ts";

/** Brings a document into force as the policy's next version; a running server sees it by itself. */
export async function applyPolicy(
  config: ServerConfig,
  file: string,
  options: { reason: string; author: string; json: boolean },
): Promise<void> {
  const document = readDocument(file);
  const { name } = parsePolicy(document, file);
  if (options.reason.trim().length < 3) throw new AppError("input_invalid", "--reason: say why the policy changes.");
  const store = await openConfiguredStore(config);
  try {
    const entry = { name, document, author: options.author, origin: "command", reason: options.reason };
    const recorded = await recordPolicy(store.writer, entry, { now: Date.now() });
    if (recorded === null) throw new Error("Without a version to be based on, a policy is always recorded.");
    const { version, sha256 } = recorded.row;
    const details = { asked: { author: options.author, reason: options.reason }, after: { version, sha256 } };
    if (recorded.isNew) await recordAtConsole(config, store, { act: "policy.change", details });
    if (options.json) console.log(JSON.stringify({ version, isNew: recorded.isNew }));
    else if (recorded.isNew)
      console.log(`Version ${version} is in force. A running server judges by it within seconds.`);
    else console.log(`Nothing changes: version ${version} says the same.`);
  } finally {
    await store.close();
  }
}
