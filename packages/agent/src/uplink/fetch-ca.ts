import { X509Certificate } from "node:crypto";
import { connect, type DetailedPeerCertificate } from "node:tls";
import { AppError } from "@muster/shared/errors.ts";

const TIMEOUT_MS = 15_000;

/**
 * Fetches the server's CA certificate as PEM and holds it against the fingerprint from the enrolment link. Nothing is sent
 * over this connection; whatever else the server shows is not believed.
 * @throws AppError `ca_mismatch` or `server_unreachable`
 */
export async function fetchCa(address: string, caFingerprint: string): Promise<string> {
  const chain = await peerChain(address);
  const ca = chain.find((certificate) => fingerprintOf(certificate) === caFingerprint);
  if (!ca) throw new AppError("ca_mismatch", `The address is ${address}.`);
  return ca.toString();
}

function fingerprintOf(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(":", "").toLowerCase();
}

export function splitAddress(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(":");
  return { host: address.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(address.slice(colon + 1)) };
}

function peerChain(address: string): Promise<X509Certificate[]> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      socket.destroy();
      reject(new AppError("server_unreachable", `${address}: ${why}`));
    };
    // Unverified on purpose: the fingerprint in the link decides, and the next connection trusts only the CA found here.
    const socket = connect({ ...splitAddress(address), rejectUnauthorized: false }, () => {
      const chain = walk(socket.getPeerCertificate(true));
      socket.destroy();
      resolve(chain);
    });
    socket.setTimeout(TIMEOUT_MS, () => fail("no answer in time"));
    socket.on("error", (error) => fail(error.message));
  });
}

function walk(leaf: DetailedPeerCertificate): X509Certificate[] {
  const chain: X509Certificate[] = [];
  // A self-signed certificate is its own issuer; the count stops a chain that a hostile server bends into a ring.
  for (let at = leaf; at?.raw && chain.length < 10; at = at.issuerCertificate) {
    chain.push(new X509Certificate(at.raw));
    if (at.issuerCertificate === at) break;
  }
  return chain;
}
