import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { describe, expect, it } from "vitest";
import { adoptFirstList, FIRST_LIST } from "../../packages/server/src/digest/lists.ts";
import { latestDigests } from "../../packages/server/src/store/digests.ts";
import { findMail } from "../../packages/server/src/store/mails.ts";
import { MIGRATIONS } from "../../packages/server/src/store/migrations/index.ts";
import { openStore } from "../../packages/server/src/store/open-store.ts";
import { chooseSqlite } from "../../packages/server/src/store/sqlite/open-sqlite.ts";
import { sqliteDialect } from "../../packages/server/src/store/sqlite/sqlite-dialect.ts";
import { addList, digestNode } from "../support/digest-node.ts";
import { startMailServer } from "../support/mail-server.ts";
import { newFolder, removeFolder } from "../support/programs.ts";
import { BINDINGS } from "./stores.ts";

/** 06:00 in Berlin. */
const SIX = Date.UTC(2026, 10, 24, 5);
const DAY_MS = 86_400_000;

type Before = { digest: Record<string, string | number | null> };

/** A store as the version before lists left it: one digest sent, one still waiting for the mail server. */
async function leaveOldStore(binding: (typeof BINDINGS)[number], file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const open = await chooseSqlite(binding);
  const db = new Kysely<Before>({ dialect: sqliteDialect(await open(file)) });
  const old = Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < "0007"));
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => old } }).migrateToLatest();
  if (error) throw error;
  const row = (night: string, state: string, composedAt: number) => ({
    night,
    time_zone: "Europe/Berlin",
    subject: `Subject of ${night}`,
    html: "<p>As it was</p>",
    text: "As it was",
    message_id: `<${night}@example.com>`,
    composed_at: composedAt,
    state,
    state_sentence: state,
    sent_at: null,
    attempts: 1,
  });
  await db
    .insertInto("digest")
    .values([row("2026-11-22", "sent", SIX - 2 * DAY_MS), row("2026-11-23", "pending", SIX - DAY_MS)])
    .execute();
  await db.destroy();
}

describe.each(BINDINGS)("an upgrade on %s", (binding) => {
  it("keeps old digests and their numbers go on; what still waited is sent to the configured recipients", async () => {
    const folder = await newFolder();
    const mailServer = await startMailServer();
    const file = join(folder, "server", "muster.db");
    await leaveOldStore(binding, file);
    const store = await openStore({ kind: "sqlite", file, binding });
    try {
      const draft = await addList(store, "shape", SIX, { recipients: ["it@example.com"] });
      await store.writer.deleteFrom("digest_list").execute();
      await adoptFirstList(store.writer, draft, SIX);
      const node = digestNode({ store, now: () => SIX, port: mailServer.port });
      await node.tick();
      await node.outbox.tick();
      const digests = await latestDigests(store.writer, FIRST_LIST, 9);
      expect(digests.map(({ number, night, state }) => ({ number, night, state }))).toEqual([
        { number: 3, night: "2026-11-24", state: "sent" },
        { number: 2, night: "2026-11-23", state: "sent" },
        { number: 1, night: "2026-11-22", state: "sent" },
      ]);
      expect(mailServer.accepted.map((mail) => [mail.subject, ...mail.envelopeTo])).toEqual([
        ["Subject of 2026-11-23", "it@example.com"],
        ["No machine is enrolled yet", "it@example.com"],
      ]);
      expect(await findMail(store.writer, "first-2026-11-22")).toMatchObject({ html: "<p>As it was</p>" });
    } finally {
      await store.close();
      await mailServer.close();
      await removeFolder(folder);
    }
  });
});
