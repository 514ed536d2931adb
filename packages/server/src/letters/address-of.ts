import { z } from "zod";

const Address = z.email();

/**
 * The address of an account by the company's pattern; null for an account that makes none. A Windows account may come with its
 * domain before a backslash.
 */
export function addressOf(template: string, account: string): string | null {
  const name = account.slice(account.lastIndexOf("\\") + 1).toLowerCase();
  if (!/^[a-z0-9][a-z0-9._+-]{0,62}$/.test(name)) return null;
  const address = Address.safeParse(template.replaceAll("{account}", name));
  return address.success ? address.data : null;
}
