import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { AlertMessage } from "@muster/shared/alert.ts";
import type { Digest, DigestList, DigestLists, DigestPage } from "@muster/shared/digest.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SERVER_MAIN } from "../../scripts/child.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import {
  newFolder,
  removeFolder,
  restartServer,
  runCommand,
  type ServerProgram,
  startServer,
} from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";
import { startWebReceiver } from "../support/web-receiver.ts";

let folder: string;
let mail: MailServer;
let server: ServerProgram;
let viewer: Viewer;
let web: Awaited<ReturnType<typeof startWebReceiver>>;

beforeAll(async () => {
  folder = await newFolder();
  mail = await startMailServer();
  web = await startWebReceiver();
  server = await startServer({
    dataDir: folder,
    environment: {
      MUSTER_MAIL_SERVER: "127.0.0.1",
      MUSTER_MAIL_PORT: String(mail.port),
      MUSTER_MAIL_TO: "it@example.com,boss@example.com",
      MUSTER_ALERTS_ALLOW_LOOPBACK: "true",
    },
  });
  viewer = await signIn(server);
});

afterAll(async () => {
  viewer?.close();
  await server?.stop();
  await mail?.close();
  await web?.close();
  await removeFolder(folder);
});

const draftOf = ({ id, createdAt, updatedAt, nextAt, last, missedNights, ...draft }: DigestList) => draft;

it("carries the configured recipients over as the first list, which can be changed, previewed and tested", async () => {
  const lists = await viewer.get<DigestLists>("/api/v1/digest-lists");
  expect(lists.mail.server).toBe("127.0.0.1");
  const [first] = lists.items;
  if (!first) throw new Error("there is no first list");
  expect(first).toMatchObject({
    id: "first",
    recipients: ["it@example.com", "boss@example.com"],
    time: "06:00",
    last: null,
  });

  const draft = { ...draftOf(first), language: "de", attachesCsv: true };
  const changed = await viewer.send("PUT", "/api/v1/digest-lists/first", draft);
  expect(changed).toMatchObject({ status: 200, body: { language: "de" } });
  const preview = await viewer.send("POST", "/api/v1/digest-previews", { listId: "first", list: draft });
  expect(preview).toMatchObject({ status: 200, body: { subject: "Noch kein Rechner angemeldet" } });
  const test = await viewer.send("POST", "/api/v1/digest-lists/first/test", { to: "me@example.com" });
  expect(test).toMatchObject({ status: 200, body: { response: expect.stringMatching(/^250/) } });
  expect(mail.accepted.at(-1)).toMatchObject({
    subject: "Noch kein Rechner angemeldet",
    envelopeTo: ["me@example.com"],
  });
  expect((await viewer.get<DigestPage>("/api/v1/digests")).items).toEqual([]);

  const strange = { ...draft, scope: { ...draft.scope, sites: ["Atlantis"] } };
  expect(await viewer.send("PUT", "/api/v1/digest-lists/first", strange)).toMatchObject({ status: 400 });
});

it("mails a digest when a list's time has come, and shows its delivery record", async () => {
  // A list that was made before today's time and whose time is this very minute: due now, wherever the test runs.
  const minute = new Date(Date.now() + 61_000).toISOString().slice(11, 16);
  const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const made = await viewer.send("POST", "/api/v1/digest-lists", {
    name: "Now",
    recipients: ["now@example.com"],
    time: minute,
    timeZone: "UTC",
    days,
  });
  expect(made.status).toBe(201);
  const arrived = new Promise<void>((resolve) => {
    mail.onAccepted = (each) => {
      if (each.envelopeTo.includes("now@example.com")) resolve();
    };
  });
  await arrived;
  await server.untilLogged((entry) => entry.msg === "mail accepted");
  const [listed] = (await viewer.get<DigestPage>("/api/v1/digests")).items;
  const digest = await viewer.get<Digest>(`/api/v1/digests/${listed?.id}`);
  expect(digest).toMatchObject({ number: 1, state: "sent", listName: "Now", isLate: false });
  expect(digest.deliveries).toMatchObject([{ attempt: 1, outcome: "accepted" }]);
  const again = await viewer.send("POST", `/api/v1/digests/${digest.id}/retry`, {});
  expect(again.status).toBe(409);
});

it("checks the mail server by a command, and says what to do when it does not answer", async () => {
  const environment = { MUSTER_DATA_DIR: folder, MUSTER_MAIL_SERVER: "127.0.0.1", MUSTER_MAIL_PORT: String(mail.port) };
  const good = await runCommand(SERVER_MAIN, ["check-mail", "--json", "--to", "me@example.com"], environment);
  expect(good.code).toBe(0);
  expect(JSON.parse(good.stdout)).toMatchObject({ ok: true, response: expect.stringMatching(/^250/) });
  const bad = await runCommand(SERVER_MAIN, ["check-mail"], { ...environment, MUSTER_MAIL_PORT: "1" });
  expect(bad.code).toBe(1);
  expect(bad.stderr).toContain("Check mail.server and mail.port");
  const none = await runCommand(SERVER_MAIN, ["check-mail"], { MUSTER_DATA_DIR: folder });
  expect(none.code).toBe(2);
});

it("tests a channel, keeps what it holds to itself, and refuses addresses that no message may go to", async () => {
  const target = { kind: "webhook", url: `${web.url}/secret-path` };
  const made = await viewer.send("POST", "/api/v1/alert-channels", { name: "Hook", target });
  expect(made).toMatchObject({ status: 201, body: { secret: expect.stringMatching(/^whsec_/) } });
  const { id } = made.body as { id: string };
  expect(await viewer.send("POST", `/api/v1/alert-channels/${id}/test`, {})).toMatchObject({ status: 200 });
  expect(web.received.at(-1)?.path).toBe("/secret-path");
  const told = JSON.stringify(await viewer.get("/api/v1/alert-channels"));
  expect(told).not.toMatch(/secret-path|whsec_/);
  const metadata = { kind: "slack", url: "http://169.254.169.254/latest" };
  expect(await viewer.send("POST", "/api/v1/alert-channels", { name: "Bad", target: metadata })).toMatchObject({
    status: 422,
    body: { code: "address_refused" },
  });
  const key = join(folder, "server", "secrets.key");
  expect(statSync(key).mode & 0o077).toBe(0);
  expect(readFileSync(join(folder, "server", "muster.db")).includes("secret-path")).toBe(false);
  expect((await viewer.get<{ items: AlertMessage[] }>("/api/v1/alert-messages")).items).toEqual([]);
});

it("beats to an address outside, so that its silence can be missed, also after a restart", async () => {
  const settings = { heartbeatMinutes: 1, heartbeatUrl: `${web.url}/beat` };
  expect(await viewer.send("PUT", "/api/v1/alert-settings", settings)).toMatchObject({ status: 200 });
  viewer.close();
  await server.stop();
  server = await restartServer(server);
  viewer = await signIn(server);
  await expect.poll(() => web.received.map((each) => each.path), { timeout: 20_000 }).toContain("/beat");
  expect(await viewer.get("/api/v1/alert-settings")).toMatchObject({ heartbeatHost: new URL(web.url).host });
});
