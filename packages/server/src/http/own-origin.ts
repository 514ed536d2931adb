const LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"];

/** The name of a `Host` header without its port. */
function nameOf(address: string): string {
  return address.replace(/:\d+$/, "");
}

/**
 * Whether plain HTTP was asked for under a name of this PC. Another name that leads here is a rebound one
 * (https://en.wikipedia.org/wiki/DNS_rebinding): a foreign page reaching for the loopback port.
 */
export function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && LOOPBACK_NAMES.includes(nameOf(address).toLowerCase());
}

/** Whether a request's `Origin` is the very address that it was sent to. Programs other than browsers send none. */
export function isOwnOrigin(origin: string | undefined, address: string | undefined): boolean {
  if (origin === undefined) return true;
  if (address === undefined) return false;
  return origin === `https://${address}` || (origin === `http://${address}` && isLoopbackAddress(address));
}
