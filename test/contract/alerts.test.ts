import { createHmac, randomBytes } from "node:crypto";
import { AlertChannelDraft, AlertTarget } from "@muster/shared/alert.ts";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { channelRow } from "../../packages/server/src/alerts/channel-row.ts";
import { createCourier } from "../../packages/server/src/alerts/courier.ts";
import { watchFlags } from "../../packages/server/src/alerts/watch-flags.ts";
import { saveAlertChannel } from "../../packages/server/src/store/alert-channels.ts";
import { listAlertMessages, replayAlertMessage } from "../../packages/server/src/store/alert-messages.ts";
import { saveFlags } from "../../packages/server/src/store/flags.ts";
import { saveMachines } from "../../packages/server/src/store/machines.ts";
import type { Store } from "../../packages/server/src/store/open-store.ts";
import { createSeal } from "../../packages/server/src/store/seal.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { startWebReceiver } from "../support/web-receiver.ts";
import { STORES, withNewStore } from "./stores.ts";

const START = Date.UTC(2026, 10, 24, 9);
const MINUTE = 60_000;
const SILENT = pino({ level: "silent" });
const SEAL = createSeal(randomBytes(32));
const GUARD = { allowLoopback: true };

let receiver: Awaited<ReturnType<typeof startWebReceiver>>;
beforeAll(async () => {
  receiver = await startWebReceiver();
});
afterAll(() => receiver.close());
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answers.length = 0;
});

/** Two processes on one store; each looks and carries as the server does, at an instant. */
function processes(store: Store) {
  let now = START;
  let ids = 0;
  const crew = ["one", "two"].map((owner) => ({
    watch: watchFlags({
      store,
      dashboardUrl: "https://muster.example.com",
      now: () => now,
      newId: () => `alert-${++ids}`,
      log: SILENT,
    }),
    courier: createCourier({
      db: store.writer,
      seal: SEAL,
      senders: { mailer: null, guard: GUARD, hostName: "muster", now: () => now },
      owner,
      log: SILENT,
    }),
  }));
  return async (at: number): Promise<void> => {
    now = at;
    await Promise.all(crew.map(({ watch }) => watch.look()));
    await Promise.all(crew.map(({ courier }) => courier.tick()));
  };
}

async function addChannel(store: Store, id: string, more: object = {}): Promise<string> {
  const draft = AlertChannelDraft.parse({
    name: id,
    target: { kind: "webhook", url: `${receiver.url}/${id}` },
    ...more,
  });
  const made = channelRow(draft, null, { id, now: START, seal: SEAL, guard: GUARD });
  if (!made) throw new Error("no target");
  await saveAlertChannel(store.writer, made.row);
  return made.secret ?? "";
}

const flagRow = (
  machine: string,
  openedAt: number,
  resolvedAt: number | null = null,
  rule = "antivirus-definitions",
) => ({
  id: `${rule} of ${machine}`,
  machine_id: machine,
  rule,
  severity: "high",
  cause: "fail",
  sentence: "Old.",
  policy_version: 1,
  opened_at: openedAt,
  updated_at: openedAt,
  resolved_at: resolvedAt,
  recent_failures: 1,
  resolved_because: resolvedAt === null ? null : "mended",
});

const titles = () => receiver.received.map((each) => JSON.parse(each.body).data.title);

describe.each(STORES)("alerts on %s", (binding) => {
  it("tell of 5,000 machines that fail within a minute by one message, and of their recovery by another", async () => {
    await withNewStore(binding, async (store) => {
      const secret = await addChannel(store, "hook");
      const ids = Array.from({ length: 5_000 }, (_, index) => `m${index}`);
      await saveMachines(
        store.writer,
        ids.map((id, index) => machineRow(id, { site: index % 3 === 0 ? "Paris" : "Berlin" })),
      );
      const turn = processes(store);
      for (let second = 0; second < 60; second += 5) {
        const failing = ids.slice((5_000 * second) / 60, (5_000 * (second + 5)) / 60);
        await saveFlags(
          store.writer,
          failing.map((id) => flagRow(id, START + second * 1_000)),
        );
        await turn(START + second * 1_000);
      }
      for (let second = 60; second < 3_500; second += 60) await turn(START + second * 1_000);
      expect(titles()).toEqual(["5000 machines (3333 in Berlin, 1667 in Paris) failing: Virus definitions fresh"]);

      const [post] = receiver.received;
      const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature } = post?.headers ?? {};
      const key = Buffer.from(secret.slice(6), "base64");
      const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${post?.body}`).digest("base64");
      expect(signature).toBe(`v1,${expected}`);

      const healing = START + 58 * MINUTE;
      for (let part = 0; part < 10; part++) {
        const mended = ids.slice(part * 500, part * 500 + 500);
        await saveFlags(
          store.writer,
          mended.map((machine) => flagRow(machine, START, healing + part * 6_000)),
        );
        await turn(healing + part * 6_000);
      }
      for (let minute = 1; minute < 30; minute++) await turn(healing + minute * MINUTE);
      expect(titles().slice(1)).toEqual(["Recovered: Virus definitions fresh on 5000 machines"]);
    });
  });

  it("are made once and tried again with the same id until they are taken; redirects are not followed", async () => {
    await withNewStore(binding, async (store) => {
      await addChannel(store, "hook");
      await saveMachines(store.writer, [machineRow("pc")]);
      await saveFlags(store.writer, [flagRow("pc", START)]);
      receiver.answers.push(503, 302);
      const turn = processes(store);
      for (const seconds of [0, 120, 149, 150, 209, 210, 240]) await turn(START + seconds * 1_000);
      expect(receiver.received).toHaveLength(1);
      const [message] = await listAlertMessages(store.writer, 5);
      expect(message).toMatchObject({ state: "sent", attempts: 3, response: "200 told" });
      expect(receiver.received[0]?.headers["webhook-id"]).toBe(message?.id);
      expect(await replayAlertMessage(store.writer, message?.id ?? "", START + 300_000)).toBe(true);
      await turn(START + 300_000);
      expect(receiver.received.map((each) => each.headers["webhook-id"])).toEqual([message?.id, message?.id]);
    });
  });

  it("say nothing of what failed before there was a channel, of what is not severe, or of what heals at once", async () => {
    await withNewStore(binding, async (store) => {
      await saveMachines(store.writer, [machineRow("old"), machineRow("mild"), machineRow("brief")]);
      await saveFlags(store.writer, [flagRow("old", START - 1)]);
      await addChannel(store, "hook");
      await saveFlags(store.writer, [{ ...flagRow("mild", START), severity: "medium" }, flagRow("brief", START)]);
      const turn = processes(store);
      await turn(START);
      await saveFlags(store.writer, [flagRow("brief", START, START + MINUTE)]);
      for (let minute = 1; minute < 10; minute++) await turn(START + minute * MINUTE);
      expect(titles()).toEqual([]);
    });
  });

  it("wait for the end of quiet hours and are taken back when all is well by then; escalation hears when nobody looks", async () => {
    await withNewStore(binding, async (store) => {
      const quietHours = { from: "08:00", to: "11:00", timeZone: "UTC" };
      await addChannel(store, "asleep", { quietHours });
      await addChannel(store, "boss", { isEscalation: true });
      await saveMachines(store.writer, [machineRow("pc"), machineRow("other")]);
      await saveFlags(store.writer, [flagRow("pc", START), flagRow("other", START, null, "firewall-enabled")]);
      const turn = processes(store);
      for (let minute = 0; minute < 60; minute += 2) await turn(START + minute * MINUTE);
      expect(titles()).toEqual([]);
      await saveFlags(store.writer, [flagRow("other", START, START + 59 * MINUTE, "firewall-enabled")]);
      for (let minute = 60; minute <= 118; minute += 2) await turn(START + minute * MINUTE);
      expect(receiver.received.map((each) => each.path)).toEqual(["/boss"]);
      expect(titles()).toEqual(["Nobody has acknowledged: 1 machine failing: Virus definitions fresh"]);
      await turn(START + 120 * MINUTE);
      expect(new Set(receiver.received.slice(1).map((each) => each.path))).toEqual(new Set(["/asleep"]));
      expect(titles().join()).not.toContain("Firewall");
    });
  });

  it("keep a channel's target sealed in the store", async () => {
    await withNewStore(binding, async (store) => {
      await addChannel(store, "hook");
      const row = await store.writer.selectFrom("alert_channel").selectAll().executeTakeFirstOrThrow();
      expect(JSON.stringify(row)).not.toContain("/hook");
      expect(AlertTarget.parse(JSON.parse(SEAL.open(row.target)))).toMatchObject({ url: `${receiver.url}/hook` });
      expect(row.address).toBe(new URL(receiver.url).host);
    });
  });
});
