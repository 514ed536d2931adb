import "reflect-metadata";
import { webcrypto, X509Certificate } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";
import { DAY_MS } from "@muster/shared/duration.ts";
import * as x509 from "@peculiar/x509";

x509.cryptoProvider.set(webcrypto as Crypto);

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const CA_LIFE_DAYS = 3650;
/** Apple's limit for certificates that its systems accept (support.apple.com/102028). */
const SERVER_LIFE_DAYS = 397;
/** So long before its end a certificate is made anew. */
export const RENEW_BEFORE_DAYS = 30;

/** PEM texts for Node's TLS, and the SHA-256 (lower-case hex) of the CA's DER form that enrolment links carry. */
export type Certificates = { key: string; chain: string; caFingerprint: string; expiresAt: number };

type Pair = { certificate: x509.X509Certificate; keys: webcrypto.CryptoKeyPair; keyPem: string };

/**
 * Reads the server's own CA and certificate, making whichever is missing, close to its end, or not good for all names.
 * The CA is made once and kept: agents are tied to it.
 * @param names host names and IP addresses under which the server is reached
 */
export async function ensureCertificates(folder: string, names: readonly string[], now: number): Promise<Certificates> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const ca = (await readPair(folder, "ca")) ?? (await makeCa(folder, now));
  const kept = await readPair(folder, "server");
  const server = kept && isGood(kept.certificate, ca, names, now) ? kept : await makeServer(folder, ca, names, now);
  return {
    key: server.keyPem,
    chain: `${server.certificate.toString("pem")}\n${ca.certificate.toString("pem")}\n`,
    caFingerprint: fingerprintOf(ca.certificate),
    expiresAt: server.certificate.notAfter.getTime(),
  };
}

function fingerprintOf(certificate: x509.X509Certificate): string {
  return new X509Certificate(Buffer.from(certificate.rawData)).fingerprint256.replaceAll(":", "").toLowerCase();
}

function isGood(certificate: x509.X509Certificate, ca: Pair, names: readonly string[], now: number): boolean {
  const parsed = new X509Certificate(Buffer.from(certificate.rawData));
  const issuer = new X509Certificate(Buffer.from(ca.certificate.rawData));
  return (
    certificate.notAfter.getTime() - now > RENEW_BEFORE_DAYS * DAY_MS &&
    parsed.checkIssued(issuer) &&
    names.every((name) => (isIP(name) ? parsed.checkIP(name) : parsed.checkHost(name)) !== undefined)
  );
}

async function makeCa(folder: string, now: number): Promise<Pair> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=Muster CA",
    serialNumber: newSerialNumber(),
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + CA_LIFE_DAYS * DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return savePair(folder, "ca", certificate, keys);
}

async function makeServer(folder: string, ca: Pair, names: readonly string[], now: number): Promise<Pair> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: "CN=Muster server",
    issuer: ca.certificate.subject,
    serialNumber: newSerialNumber(),
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + SERVER_LIFE_DAYS * DAY_MS),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: ca.keys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) ? ("ip" as const) : ("dns" as const), value: name })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(ca.certificate.publicKey),
    ],
  });
  return savePair(folder, "server", certificate, keys);
}

/** 127 random bits, positive (RFC 5280, 4.1.2.2). */
function newSerialNumber(): string {
  const bytes = Buffer.from(webcrypto.getRandomValues(new Uint8Array(16)));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01;
  return bytes.toString("hex");
}

async function savePair(
  folder: string,
  name: string,
  certificate: x509.X509Certificate,
  keys: webcrypto.CryptoKeyPair,
): Promise<Pair> {
  const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  const keyPem = x509.PemConverter.encode(pkcs8, "PRIVATE KEY");
  // Key and certificate in one file, so that a crash between two writes can never leave a pair that does not match.
  writeSecret(join(folder, `${name}.pem`), `${keyPem}\n${certificate.toString("pem")}\n`);
  return { certificate, keys, keyPem };
}

async function readPair(folder: string, name: string): Promise<Pair | null> {
  const file = join(folder, `${name}.pem`);
  if (!existsSync(file)) return null;
  const text = readFileSync(file, "utf8");
  const certificate = new x509.X509Certificate(sectionOf(text, "CERTIFICATE"));
  const keyPem = sectionOf(text, "PRIVATE KEY");
  const pkcs8 = x509.PemConverter.decodeFirst(keyPem);
  const privateKey = await webcrypto.subtle.importKey("pkcs8", pkcs8, ALGORITHM, true, ["sign"]);
  const publicKey = await certificate.publicKey.export(ALGORITHM, ["verify"], webcrypto as Crypto);
  return { certificate, keys: { privateKey, publicKey }, keyPem };
}

function sectionOf(text: string, label: string): string {
  const match = new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`).exec(text);
  if (!match) throw new Error(`The file has no ${label} section; restore it from a backup.`);
  return match[0];
}

function writeSecret(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
}
