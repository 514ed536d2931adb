import type { EnrolmentRequest } from "@muster/shared/api.ts";
import { writeEnrolmentLink } from "@muster/shared/enrolment-link.ts";
import type { ErrorCode } from "@muster/shared/errors.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { Enrolment } from "@muster/shared/wire.ts";
import { saveHappenings } from "../store/events.ts";
import { saveMachines } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import type { MachineRow } from "../store/schema.ts";
import { findEnrolmentToken, saveEnrolmentToken, useEnrolmentToken } from "../store/tokens.ts";
import { hashToken, newToken } from "./secrets.ts";

/** Makes a one-use enrolment token; only its hash is kept. */
async function offerEnrolment(
  db: Db,
  request: EnrolmentRequest,
  now: number,
): Promise<{ token: string; expiresAt: number }> {
  const token = newToken();
  const expiresAt = now + request.expiresInMinutes * 60_000;
  await saveEnrolmentToken(db, {
    token_hash: hashToken(token),
    tags: JSON.stringify(request.tags),
    created_at: now,
    expires_at: expiresAt,
    used_at: null,
    machine_id: null,
  });
  return { token, expiresAt };
}

export type EnrolmentResult = { ok: true; machine: MachineRow; isNew: boolean } | { ok: false; code: ErrorCode };

/**
 * Enrols a machine whose signature has been checked. The same key with the same token gets the same machine again, so that
 * an agent which died before it could write the answer down can ask once more.
 */
export async function enrolMachine(
  db: Db,
  enrolment: Pick<Enrolment, "token" | "publicKey" | "name" | "platform">,
  context: { now: number; newId: () => string },
): Promise<EnrolmentResult> {
  const { now, newId } = context;
  const hash = hashToken(enrolment.token);
  return db.transaction().execute(async (trx): Promise<EnrolmentResult> => {
    const token = await findEnrolmentToken(trx, hash);
    if (!token) return { ok: false, code: "token_unknown" };
    const known = await trx
      .selectFrom("machine")
      .selectAll()
      .where("public_key", "=", enrolment.publicKey)
      .executeTakeFirst();
    if (token.used_at !== null) {
      return known && known.id === token.machine_id
        ? { ok: true, machine: known, isNew: false }
        : { ok: false, code: "token_used" };
    }
    if (token.expires_at <= now) return { ok: false, code: "token_expired" };
    // A retired entry's key is not to be trusted again: the machine makes itself a new one.
    if (known?.retired_at) return { ok: false, code: "machine_retired" };
    // A known key that comes with a new link takes that link's tags, and is judged by them at once.
    const machine = known
      ? { ...known, tags: token.tags, changes_at: now }
      : newMachine(enrolment, token.tags, newId(), now);
    if (known) await saveMachines(trx, [machine]);
    else {
      await trx.insertInto("machine").values(machine).execute();
      await saveHappenings(trx, [{ machineId: machine.id, at: now, event: { kind: "enrolled" } }]);
    }
    await useEnrolmentToken(trx, hash, machine.id, now);
    return { ok: true, machine, isNew: !known };
  });
}

function newMachine(
  enrolment: Pick<Enrolment, "publicKey" | "name" | "platform">,
  tags: string,
  id: string,
  now: number,
): MachineRow {
  return {
    id,
    name: enrolment.name,
    name_key: enrolment.name.toLowerCase(),
    platform: enrolment.platform,
    os_name: null,
    os_version: null,
    tags,
    public_key: enrolment.publicKey,
    enrolled_at: now,
    last_seen_at: null,
    last_sequence: 0,
    agent_version: null,
    facts_digest: null,
    clock_ahead_ms: null,
    status: "unknown",
    status_rank: 1,
    sentence: "Enrolled, but it has not reported yet.",
    open_flags: 0,
    policy_version: null,
    // Due at once: the clock gives it its first verdicts, so that a machine that never reports does not stay unjudged.
    changes_at: now,
    parted_at: null,
    parting: null,
    absent_from: null,
    returned_at: null,
    reachability: "online",
    reachable_since: now,
    site: null,
    hardware_key: null,
    retired_at: null,
    merged_into: null,
    person: null,
    serial_number: null,
    policy_groups: "[]",
    flagged_rules: "[]",
    definitions_from: null,
    firewall: null,
    password_ends_at: null,
  };
}

/** Makes a token and writes it as the link that a person copies, with the line to run on the other PC. */
export async function offerEnrolmentLink(
  db: Db,
  request: EnrolmentRequest,
  context: { now: number; address: string; caFingerprint: string },
): Promise<{ link: string; command: string; expiresAt: string }> {
  const { now, address, caFingerprint } = context;
  const { token, expiresAt } = await offerEnrolment(db, request, now);
  const link = writeEnrolmentLink({ address, token, caFingerprint });
  return { link, command: `npm run agent -- run --enrol "${link}"`, expiresAt: toInstant(expiresAt) };
}
