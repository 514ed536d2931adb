import { type LookupOptions, lookup } from "node:dns";
import { isIP } from "node:net";
import { AppError } from "@muster/shared/errors.ts";
import { isAllowedAddress } from "./allowed-address.ts";

export type Guard = { allowLoopback: boolean };

type Found = (error: Error | null, address: string | { address: string; family: number }[], family?: number) => void;

/**
 * Resolves names for a connection and refuses the addresses that are not allowed. As it is the connection's own look-up,
 * the name cannot lead elsewhere between the check and the connection.
 */
export function guardedLookup(guard: Guard) {
  return (name: string, options: LookupOptions, done: Found): void => {
    lookup(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, "");
      const allowed = addresses.filter((each) => isAllowedAddress(each.address, guard));
      const [first] = allowed;
      if (!first) return done(new AppError("address_refused", `It is where ${name} leads.`), "");
      return options.all ? done(null, allowed) : done(null, first.address, first.family);
    });
  };
}

/** An address written as numbers is never looked up. @throws AppError `address_refused` */
export function refuseLiteral(host: string, guard: Guard): void {
  const bare = host.replace(/^\[|\]$/g, "");
  if (isIP(bare) !== 0 && !isAllowedAddress(bare, guard)) throw new AppError("address_refused", `It is ${bare}.`);
}
