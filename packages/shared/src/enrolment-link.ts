/**
 * What an agent is given once: where the server is, a one-use token, and the fingerprint of the server's CA, so that the
 * first connection can be trusted without any certificate installed beforehand.
 * Written as `muster://HOST:PORT/enrol/TOKEN?ca=SHA256HEX`; an IPv6 host stands in brackets.
 */
export type EnrolmentLink = { address: string; token: string; caFingerprint: string };

const FORM =
  /^muster:\/\/((?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):\d{1,5})\/enrol\/([A-Za-z0-9_-]{20,100})\?ca=([0-9a-f]{64})$/;

export function writeEnrolmentLink(link: EnrolmentLink): string {
  return `muster://${link.address}/enrol/${link.token}?ca=${link.caFingerprint}`;
}

/** Returns null for anything that is not an enrolment link. */
export function parseEnrolmentLink(text: string): EnrolmentLink | null {
  const match = FORM.exec(text.trim());
  if (!match) return null;
  const [, address, token, caFingerprint] = match;
  if (address === undefined || token === undefined || caFingerprint === undefined) return null;
  const port = Number(address.slice(address.lastIndexOf(":") + 1));
  return port >= 1 && port <= 65_535 ? { address, token, caFingerprint } : null;
}
