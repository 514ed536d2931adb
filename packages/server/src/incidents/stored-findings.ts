import { DAY_MS } from "@muster/shared/duration.ts";
import { may, Role } from "@muster/shared/permissions.ts";
import { clip } from "@muster/shared/text.ts";
import { z } from "zod";
import type { Db } from "../store/open-store.ts";
import type { Finding } from "./finding.ts";

/** What happened longer ago opens no incident. */
const NEWS_MS = 2 * DAY_MS;

const ROWS = 200;

/** Everything odd that the store tells of. */
export async function storedFindings(db: Db, now: number): Promise<Finding[]> {
  const since = now - NEWS_MS;
  const found = [clonedIdentities, removedAgents, powersGiven, lostDigests, failingChannels];
  return (await Promise.all(found.map((find) => find(db, since)))).flat();
}

/** A key in two places; known hardware under a new key is mostly a PC that was set up anew. */
async function clonedIdentities(db: Db, since: number): Promise<Finding[]> {
  const rows = await db
    .selectFrom("identity_conflict as conflict")
    .innerJoin("machine", "machine.id", "conflict.machine_id")
    .select(["conflict.machine_id", "machine.name", "conflict.sentence", "conflict.times", "conflict.last_seen_at"])
    .where("conflict.kind", "in", ["two-alive", "sequence-back"])
    .where("conflict.resolved_at", "is", null)
    .where("conflict.last_seen_at", ">=", since)
    .limit(ROWS)
    .execute();
  return rows.map((row) => ({
    kind: "cloned-identity",
    subject: row.machine_id,
    title: `The identity of ${clip(row.name, 80)} may have been cloned`,
    sentence: row.sentence,
    severity: "high",
    about: { kind: "machine", id: row.machine_id },
    at: Number(row.last_seen_at),
    times: { inAll: row.times },
  }));
}

/** An agent that is uninstalled says so as it goes. */
async function removedAgents(db: Db, since: number): Promise<Finding[]> {
  const rows = await db
    .selectFrom("machine")
    .select(["id", "name", "parted_at"])
    .where("parting", "=", "removed")
    .where("retired_at", "is", null)
    .where("parted_at", ">=", since)
    .limit(ROWS)
    .execute();
  return rows.map((row) => ({
    kind: "agent-removed",
    subject: row.id,
    title: `The agent was removed from ${clip(row.name, 80)}`,
    sentence: "The machine is in the fleet, but nothing measures it any more.",
    severity: "medium",
    about: { kind: "machine", id: row.id },
    at: Number(row.parted_at),
    times: { more: 1 },
  }));
}

const Access = z.object({ role: Role.optional().catch(undefined) }).catch({});
const AccessDetails = z
  .object({ asked: Access.optional(), before: Access.optional(), after: Access.optional() })
  .catch({});

/** Somebody may now change the policy, or decide who may what, who could not before. */
async function powersGiven(db: Db, since: number): Promise<Finding[]> {
  const rows = await db
    .selectFrom("audit_entry")
    .select(["at", "who", "subject", "act", "details"])
    .where("act", "in", ["operators.add", "operators.change"])
    .where("outcome", "=", "done")
    .where("at", ">=", since)
    .orderBy("number", "desc")
    .limit(ROWS)
    .execute();
  return rows.flatMap((row): Finding[] => {
    const { asked, before, after } = AccessDetails.parse(JSON.parse(row.details));
    const role = after?.role ?? asked?.role;
    const earlier = row.act === "operators.change" ? before?.role : undefined;
    if (role === undefined || row.subject === null || !isPowerful(role) || earlier === role) return [];
    if (earlier === "owner") return [];
    const name = clip(row.subject, 80);
    return [
      {
        kind: "powers-given",
        subject: row.subject.slice(0, 300),
        title: `${name} was made ${role}`,
        sentence: `${row.who ?? "Somebody"} made ${name} ${role}. Was it meant?`,
        severity: "medium",
        about: { kind: "operators", id: row.subject },
        at: Number(row.at),
        times: { more: 1 },
      },
    ];
  });
}

function isPowerful(role: Role): boolean {
  return may(role, "policy.change");
}

async function lostDigests(db: Db, since: number): Promise<Finding[]> {
  const rows = await db
    .selectFrom("digest")
    .innerJoin("mail", "mail.id", "digest.mail_id")
    .select(["digest.id", "digest.number", "digest.night", "digest.composed_at", "mail.state_sentence"])
    .where("mail.state", "=", "failed")
    .where("digest.composed_at", ">=", since)
    .limit(ROWS)
    .execute();
  return rows.map((row) => ({
    kind: "digest-lost",
    subject: row.id,
    title: `Digest no. ${row.number} of ${row.night} was not delivered`,
    sentence: row.state_sentence,
    severity: "high",
    about: { kind: "digest", id: row.id },
    at: Number(row.composed_at),
    times: { more: 1 },
  }));
}

/** A channel whose latest messages were given up: what it should have told, nobody heard. */
async function failingChannels(db: Db, since: number): Promise<Finding[]> {
  const rows = await db
    .selectFrom("alert_message as message")
    .innerJoin("alert_channel as channel", "channel.id", "message.channel_id")
    .select((eb) => [
      "channel.id",
      "channel.name",
      eb.fn.max("message.created_at").as("at"),
      eb.fn.countAll<number>().as("failed"),
    ])
    .where("message.state", "=", "failed")
    .where("message.created_at", ">=", since)
    .where("channel.removed_at", "is", null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("alert_message as later")
            .select("later.id")
            .whereRef("later.channel_id", "=", "message.channel_id")
            .where("later.state", "=", "sent")
            .whereRef("later.created_at", ">=", "message.created_at"),
        ),
      ),
    )
    .groupBy(["channel.id", "channel.name"])
    .execute();
  return rows.map((row) => ({
    kind: "channel-failing",
    subject: row.id,
    title: `The alert channel ${clip(row.name, 80)} fails`,
    sentence: `${Number(row.failed)} ${Number(row.failed) === 1 ? "message was" : "messages were"} given up after many tries.`,
    severity: "high",
    about: { kind: "alerts", id: row.id },
    at: Number(row.at),
    times: { inAll: Number(row.failed) },
  }));
}
