import { describe, expect, it } from "vitest";
import { type Answer, answered, MISSING } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { linuxFirewall } from "./linux.ts";
import { readStartsAtBoot } from "./linux-boot.ts";

const SYSTEMD = "/run/systemd/system";
const links = (...paths: string[]) => answered([SYSTEMD, ...paths].join("\n"));
const FIREWALLD = "/etc/systemd/system/multi-user.target.wants/firewalld.service";
const UFW = "/etc/systemd/system/multi-user.target.wants/ufw.service";
const NFTABLES = "/etc/systemd/system/sysinit.target.wants/nftables.service";

const startsAtBoot = (tool: string | null, answers: Record<string, Answer>) =>
  readStartsAtBoot(scriptedAsk(answers, MISSING), tool);

describe("the firewall at the next start", () => {
  it.each([
    ["firewalld", links(FIREWALLD), true],
    ["firewalld", links(UFW), false],
    ["nftables", links(NFTABLES), true],
    ["nftables", links(), null],
    ["iptables", links("/etc/systemd/system/multi-user.target.wants/netfilter-persistent.service"), true],
    ["iptables", links(), null],
    [null, links(FIREWALLD), null],
    ["firewalld", answered(FIREWALLD), null],
    ["firewalld", { kind: "failed", reason: "no" }, null],
  ] satisfies [string | null, Answer, boolean | null][])("with %s and %j starts: %s", async (tool, answer, starts) => {
    expect(await startsAtBoot(tool, { "boot-links": answer })).toBe(starts);
  });

  it.each([
    [links(UFW), answered("ENABLED=yes\n"), true],
    [links(UFW), answered("ENABLED=no\n"), false],
    [links(), answered("ENABLED=yes\n"), false],
    [links(UFW), { kind: "denied", reason: "no" }, null],
  ] satisfies [Answer, Answer, boolean | null][])(
    "has ufw only with its unit and its own word: %j, %j: %s",
    async (boot, conf, starts) => {
      expect(await startsAtBoot("ufw", { "boot-links": boot, "ufw-conf": conf })).toBe(starts);
    },
  );

  it("is told of a tool that has nothing but its own word", async () => {
    const answers = { firewalld: answered("running\n"), "boot-links": links() };
    const reading = await linuxFirewall.read(scriptedAsk(answers, MISSING));
    expect(reading).toMatchObject({ kind: "read", facts: { tool: "firewalld", startsAtBoot: false } });
  });

  it("is told of a tool that is known by its rules", async () => {
    const nft = answered(
      JSON.stringify({
        nftables: [
          { metainfo: { json_schema_version: 1 } },
          { table: { family: "inet", name: "firewalld", handle: 1 } },
          {
            chain: {
              family: "inet",
              table: "firewalld",
              name: "filter_INPUT",
              handle: 1,
              type: "filter",
              hook: "input",
              prio: 10,
              policy: "drop",
            },
          },
        ],
      }),
    );
    const reading = await linuxFirewall.read(scriptedAsk({ nft, "boot-links": links(FIREWALLD) }, MISSING));
    expect(reading).toMatchObject({ kind: "read", facts: { tool: "firewalld", startsAtBoot: true } });
  });
});
