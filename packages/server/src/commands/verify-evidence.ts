import { readFile } from "node:fs/promises";
import { AppError } from "@muster/shared/errors.ts";
import { EvidencePack } from "@muster/shared/evidence.ts";
import { verifyPack } from "../evidence/verify-pack.ts";

/** Proves an evidence pack by the file alone: no server, no store, no network. Exit code 1 when something does not hold. */
export async function verifyEvidence(file: string, options: { key?: string; json: boolean }): Promise<void> {
  const { pack, bodyText } = parse(await read(file));
  const { faults, ...found } = verifyPack(pack, bodyText);
  const { body } = pack;
  if (options.key !== undefined && options.key.toLowerCase() !== found.fingerprint) {
    faults.push("It was signed by another key than the one that was expected.");
  }
  if (options.json) console.log(JSON.stringify({ ok: faults.length === 0, ...found, faults }));
  else if (faults.length > 0) {
    console.error(`This evidence does not hold:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
  } else {
    console.log(
      `This evidence holds: ${found.machines} of ${body.fleet.machines} machines as they stood at ${body.at}.`,
    );
    console.log(
      `${found.sealed} of ${found.shown} facts and verdicts stand under a seal; the rest was not sealed when it was made.`,
    );
    console.log(`Made ${body.madeAt} by ${body.madeBy} on ${body.server}.`);
    if (options.key === undefined) {
      console.log(`Signed by the key ${found.fingerprint}`);
      console.log("Compare that with the server's own (Evidence page, or verify-audit), or give it as --key.");
    }
  }
  if (faults.length > 0) process.exitCode = 1;
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new AppError("input_invalid", `${file}: there is no such file, or it may not be read.`);
  }
}

function parse(text: string): { pack: EvidencePack; bodyText: string } {
  try {
    const raw = JSON.parse(text) as { body?: unknown };
    return { pack: EvidencePack.parse(raw), bodyText: JSON.stringify(raw.body) };
  } catch {
    throw new AppError("input_invalid", "This is not an evidence pack of a form that this version knows.");
  }
}
