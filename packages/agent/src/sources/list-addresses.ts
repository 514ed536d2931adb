import { networkInterfaces } from "node:os";

/** The addresses that this machine can be reached under, in a text that differs when they do. */
export function listAddresses(): string {
  const addresses = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter((each) => !each.internal && !each.address.startsWith("fe80:"))
    .map((each) => each.address);
  return addresses.toSorted().join(" ");
}
