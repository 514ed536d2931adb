import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeDurably } from "../outbox/write-durably.ts";

/** Who this machine is: a key that never leaves it. */
export type Identity = {
  /** Raw 32 bytes of the Ed25519 public key, base64url. */
  publicKey: string;
  /** Ed25519 signature (64 bytes, base64url) over a text. */
  sign(text: string): string;
};

/** What the machine knows of the server that it enrolled with. */
export const ServerTie = z.object({
  address: z.string(),
  machineId: z.string(),
  /** The server's CA certificate, the only one that is trusted. */
  caPem: z.string(),
  caFingerprint: z.string(),
});
export type ServerTie = z.infer<typeof ServerTie>;

/** Reads the machine's key, making it at the first call. */
export async function ensureIdentity(folder: string): Promise<Identity> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "identity.pem");
  const pem = (await readIfThere(file)) ?? (await makeKey(file));
  return identityOf(createPrivateKey(pem));
}

async function makeKey(file: string): Promise<string> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  await writeDurably(file, pem);
  return pem;
}

function identityOf(privateKey: KeyObject): Identity {
  const { x } = createPublicKey(privateKey).export({ format: "jwk" });
  if (x === undefined) throw new Error("The identity key is not an Ed25519 key.");
  return {
    publicKey: x,
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString("base64url"),
  };
}

export async function readServerTie(folder: string): Promise<ServerTie | null> {
  const text = await readIfThere(join(folder, "server.json"));
  return text === null ? null : ServerTie.parse(JSON.parse(text));
}

export async function saveServerTie(folder: string, tie: ServerTie): Promise<void> {
  await writeDurably(join(folder, "server.json"), JSON.stringify(tie));
}

/** Forgets key and server, for enrolling anew as another machine. */
export async function forgetIdentity(folder: string): Promise<void> {
  for (const name of ["server.json", "identity.pem", "outbox"]) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
