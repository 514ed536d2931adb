import { describe, expect, it } from "vitest";
import { type Answer, answered, MISSING } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import {
  ACCEPT,
  ct,
  DROP,
  ESTABLISHED,
  listing,
  match,
  meta,
  payload,
  REJECT,
  ROUTE,
  table,
} from "./invented-rules.ts";
import { linuxFirewall } from "./linux.ts";

async function read(answers: Record<string, Answer>, otherwise: Answer = MISSING) {
  const reading = await linuxFirewall.read(scriptedAsk({ route: ROUTE, ...answers }, otherwise));
  if (reading.kind !== "read") throw new Error(`${reading.kind}: ${reading.reason}`);
  return reading.facts;
}

async function states(nft: Answer): Promise<string[]> {
  return (await read({ nft })).profiles.map(({ state }) => state);
}

describe("nftables", () => {
  it("without any rule is off for both families", async () => {
    const facts = await read({ nft: listing() });
    expect(facts.profiles).toMatchObject([
      { name: "IPv4 input", state: "off", inbound: "allow" },
      { name: "IPv6 input", state: "off", inbound: "allow" },
    ]);
    expect(facts.tool).toBeNull();
  });

  it("with a drop policy on an inet table is on for both", async () => {
    expect(await states(listing(table("inet", "drop", [ESTABLISHED])))).toEqual(["on", "on"]);
  });

  it("for IPv4 alone leaves IPv6 open", async () => {
    expect(await states(listing(table("ip", "drop", [ESTABLISHED])))).toEqual(["on", "off"]);
  });

  it("is on by a last unconditional reject under an accept policy, as firewalld writes it", async () => {
    const rules = [
      ESTABLISHED,
      [match(ct("status"), "dnat", "in"), ACCEPT],
      [match(meta("iifname"), "lo"), ACCEPT],
      [REJECT],
    ];
    expect(await states(listing(table("inet", "accept", rules)))).toEqual(["on", "on"]);
  });

  it("is off when a rule before the last accepts every new connection", async () => {
    const rules = [[match(ct("state"), "new", "in"), ACCEPT], [DROP]];
    expect(await states(listing(table("inet", "drop", rules)))).toEqual(["off", "off"]);
  });

  it("is off when all UDP is let in", async () => {
    const facts = await read({ nft: listing(table("inet", "drop", [[match(meta("l4proto"), "udp"), ACCEPT]])) });
    expect(facts.profiles[0]).toMatchObject({ state: "off", detail: "UDP: rule 1 of inet filter input (accept)" });
  });

  it("stays on with single ports and known neighbours let in", async () => {
    const rules = [
      [match(payload("tcp", "dport"), { set: [22, 443, { range: [8000, 8100] }] }), ACCEPT],
      [match(payload("ip", "saddr"), { prefix: { addr: "192.168.0.0", len: 16 } }), ACCEPT],
      [match(payload("ip", "saddr"), { range: ["10.0.0.1", "10.0.0.9"] }), ACCEPT],
      [match(payload("ip6", "saddr"), { prefix: { addr: "fe80::", len: 10 } }), ACCEPT],
      [match(payload("ip6", "daddr"), { prefix: { addr: "ff00::", len: 8 } }), ACCEPT],
      [match(payload("icmpv6", "type"), { set: ["echo-request", "nd-neighbor-solicit"] }), ACCEPT],
      [match(payload("ip", "protocol"), "icmp"), ACCEPT],
      [match(meta("iifname"), "tailscale0"), ACCEPT],
    ];
    expect(await states(listing(table("inet", "drop", rules)))).toEqual(["on", "on"]);
  });

  it("is off when the interface that leads outside is let in whole", async () => {
    const rules = [[match(meta("iifname"), "eth0"), ACCEPT]];
    expect(await states(listing(table("inet", "drop", rules)))).toEqual(["off", "off"]);
  });

  it("follows jumps, gotos and returns", async () => {
    const inner = {
      inbound: [[match(payload("tcp", "dport"), 22), ACCEPT], [{ return: null }], [ACCEPT]],
      last: [[DROP]],
    };
    const rules = [[{ jump: { target: "inbound" } }], [{ goto: { target: "last" } }]];
    expect(await states(listing(table("inet", "accept", rules, inner)))).toEqual(["on", "on"]);
    const open = { ...inner, last: [[{ return: null }]] };
    expect(await states(listing(table("inet", "accept", rules, open)))).toEqual(["off", "off"]);
  });

  it("follows verdict maps, given in place or by name", async () => {
    const byState = {
      vmap: {
        key: ct("state"),
        data: {
          set: [
            ["established", ACCEPT],
            ["invalid", DROP],
            ["new", { jump: { target: "fresh" } }],
          ],
        },
      },
    };
    expect(await states(listing(table("inet", "accept", [[byState]], { fresh: [[DROP]] })))).toEqual(["on", "on"]);
    const byPort = { vmap: { key: payload("tcp", "dport"), data: "@ports" } };
    const map = {
      map: {
        family: "inet",
        table: "filter",
        name: "ports",
        type: "inet_service",
        map: "verdict",
        elem: [[22, ACCEPT]],
      },
    };
    expect(await states(listing(table("inet", "drop", [[byPort]], {}, [map])))).toEqual(["on", "on"]);
  });

  it("looks up named sets, and does not let a ban stand for a closed default", async () => {
    const bans = {
      set: {
        family: "inet",
        table: "filter",
        name: "bans",
        type: "ipv4_addr",
        elem: ["198.51.100.7", { elem: { val: "203.0.113.9", expires: 3 } }],
      },
    };
    const rules = [[match(payload("ip", "saddr"), "@bans"), DROP]];
    expect(await states(listing(table("inet", "accept", rules, {}, [bans])))).toEqual(["off", "off"]);
  });

  it("does not know when a statement that it does not understand decides", async () => {
    const rules = [[{ "some new match": {} }, ACCEPT]];
    expect(await states(listing(table("inet", "drop", rules)))).toEqual(["unknown", "unknown"]);
    expect(await states(listing(table("inet", "accept", [[{ "some new match": {} }, DROP]])))).toEqual([
      "unknown",
      "unknown",
    ]);
  });

  it("lets a packet that is sure to be dropped later not be saved by a rule that surely does not match", async () => {
    const rules = [
      [match(meta("mark"), 1), ACCEPT],
      [{ limit: { rate: 5, per: "second", inv: true } }, ACCEPT],
    ];
    expect(await states(listing(table("inet", "drop", rules)))).toEqual(["on", "on"]);
  });

  it("calls a default that lets in at a limited rate open", async () => {
    expect(await states(listing(table("inet", "drop", [[{ limit: { rate: 5, per: "second" } }, ACCEPT]])))).toEqual([
      "off",
      "off",
    ]);
  });

  it("is closed when any of several input chains drops, whatever the others accept", async () => {
    const second = table("inet", "drop", []).map((entry) =>
      JSON.parse(JSON.stringify(entry).replaceAll('"filter"', '"other"').replace('"type":"other"', '"type":"filter"')),
    );
    expect(await states(listing(table("inet", "accept", [[ACCEPT]]), second))).toEqual(["on", "on"]);
  });

  it("does not count prerouting and nat chains", async () => {
    const nat = [
      {
        chain: { family: "inet", table: "t", name: "pre", type: "nat", hook: "prerouting", prio: -100, policy: "drop" },
      },
    ];
    expect(await states(listing(nat))).toEqual(["off", "off"]);
  });

  it("ends on chains that jump in circles", async () => {
    const rules = [[{ jump: { target: "a" } }]];
    const circle = { a: [[{ jump: { target: "b" } }]], b: [[{ jump: { target: "a" } }]] };
    expect(await states(listing(table("inet", "drop", rules, circle)))).toEqual(["unknown", "unknown"]);
  });

  it("names firewalld by its table and ufw by its chains", async () => {
    const firewalld = table("inet", "accept", [[REJECT]]).map((entry) =>
      JSON.parse(
        JSON.stringify(entry)
          .replaceAll('"table":"filter"', '"table":"firewalld"')
          .replace('"name":"filter"', '"name":"firewalld"'),
      ),
    );
    expect((await read({ nft: listing(firewalld) })).tool).toBe("firewalld");
    expect((await read({ nft: listing(table("ip", "drop", [], { "ufw-user-input": [] })) })).tool).toBe("ufw");
  });
});

describe("the fingerprint", () => {
  const counted = (packets: number, handle: number) => [
    ...table("inet", "drop", [[{ counter: { packets, bytes: packets } }, ACCEPT]]),
    {
      set: { family: "inet", table: "filter", name: "bans", handle, flags: ["timeout"], elem: [`192.0.2.${packets}`] },
    },
  ];

  it("does not move with counters, handles and bans", async () => {
    const [a, b] = await Promise.all([read({ nft: listing(counted(1, 7)) }), read({ nft: listing(counted(9, 8)) })]);
    expect(a.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(a.fingerprint).toBe(b.fingerprint);
  });

  it("moves when a rule changes", async () => {
    const a = await read({ nft: listing(table("inet", "drop", [[match(payload("tcp", "dport"), 22), ACCEPT]])) });
    const b = await read({ nft: listing(table("inet", "drop", [[match(payload("tcp", "dport"), 23), ACCEPT]])) });
    expect(a.fingerprint).not.toBe(b.fingerprint);
  });

  it("does not move with the counters and the date of iptables-save", async () => {
    const save = (count: number) =>
      answered(`# Generated on day ${count}\n*filter\n:INPUT DROP [${count}:${count}]\nCOMMIT\n`);
    const [a, b] = await Promise.all(
      [1, 2].map((count) => read({ "iptables-save": save(count), "ip6tables-save": save(count) })),
    );
    expect(a?.fingerprint).toBe(b?.fingerprint);
    expect(a?.fingerprint).not.toBeNull();
  });
});
