import { parseEnrolmentLink } from "@muster/shared/enrolment-link.ts";
import { AppError } from "@muster/shared/errors.ts";
import type { Platform } from "@muster/shared/facts/machine.ts";
import { connectToServer, LinkError } from "./connection.ts";
import { fetchCa } from "./fetch-ca.ts";
import { ensureIdentity, forgetIdentity, readServerTie, type ServerTie, saveServerTie } from "./identity.ts";

/**
 * Enrols this machine by a link and remembers the server. With a link of the server that it knows already, only the address
 * is brought up to date; a machine that is tied to another server is left as it is unless it is to be replaced.
 * @throws AppError for everything that a person can mend
 */
export async function enrolByLink(options: {
  folder: string;
  link: string;
  name: string;
  platform: Platform;
  agentVersion: string;
  replace: boolean;
}): Promise<{ tie: ServerTie; isNew: boolean }> {
  const { folder, name, platform, agentVersion } = options;
  const link = parseEnrolmentLink(options.link);
  if (!link) throw new AppError("link_invalid");
  const known = options.replace ? null : await readServerTie(folder);
  if (known && known.caFingerprint !== link.caFingerprint) {
    throw new AppError("already_enrolled", `It reports to ${known.address}.`);
  }
  if (known) {
    const tie = { ...known, address: link.address };
    if (known.address !== link.address) await saveServerTie(folder, tie);
    return { tie, isNew: false };
  }
  // Looked at before anything is forgotten: a mistyped link must not cost the old identity.
  const caPem = await fetchCa(link.address, link.caFingerprint);
  if (options.replace) await forgetIdentity(folder);
  const identity = await ensureIdentity(folder);
  const { address, caFingerprint, token } = link;
  try {
    const introduction = { as: "newcomer", token, name, platform } as const;
    const connection = await connectToServer({ address, caPem, caFingerprint, identity, introduction, agentVersion });
    const tie = { address, caPem, caFingerprint, machineId: connection.welcome.machineId };
    await saveServerTie(folder, tie);
    connection.close();
    return { tie, isNew: true };
  } catch (error) {
    if (error instanceof LinkError) throw new AppError(error.code, error.refusal.details);
    throw error;
  }
}
