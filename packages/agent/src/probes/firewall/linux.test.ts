import { describe, expect, it } from "vitest";
import { type Answer, answered, MISSING, SKIPPED } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { linuxFirewall } from "./linux.ts";

type Json = Record<string, unknown>;

const META: Json = { metainfo: { version: "1.0.6", json_schema_version: 1 } };
const meta = (key: string): Json => ({ meta: { key } });
const payload = (protocol: string, field: string): Json => ({ payload: { protocol, field } });
const match = (left: Json, right: unknown, op = "=="): Json => ({ match: { op, left, right } });
const ct = (key: string): Json => ({ ct: { key } });
const ACCEPT: Json = { accept: null };
const DROP: Json = { drop: null };
const REJECT: Json = { reject: { type: "icmpx", expr: "admin-prohibited" } };
const ESTABLISHED = [match(ct("state"), ["established", "related"], "in"), ACCEPT];

/** One table with an input chain and others beside it, as nft lists it. */
function table(
  family: string,
  policy: string,
  rules: Json[][],
  others: Record<string, Json[][]> = {},
  sets: Json[] = [],
): Json[] {
  const place = { family, table: "filter" };
  const rule = (chain: string) => (expr: Json[], handle: number) => ({ rule: { ...place, chain, handle, expr } });
  return [
    { table: { family, name: "filter", handle: 1 } },
    ...sets,
    { chain: { ...place, name: "input", handle: 1, type: "filter", hook: "input", prio: 0, policy } },
    ...Object.keys(others).map((name) => ({ chain: { ...place, name, handle: 2 } })),
    ...rules.map(rule("input")),
    ...Object.entries(others).flatMap(([name, list]) => list.map(rule(name))),
  ];
}

const listing = (...entries: Json[][]) => answered(JSON.stringify({ nftables: [META, ...entries.flat()] }));
const ROUTE = answered(
  "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\neth0 00000000 0100A8C0 0003 0 0 0 00000000 0 0 0\n",
);

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

const SAVE = (policy: string, ...rules: string[]) =>
  answered(
    [
      "# Generated by iptables-save",
      "*filter",
      `:INPUT ${policy} [0:0]`,
      ":FORWARD ACCEPT [0:0]",
      ":OUTPUT ACCEPT [0:0]",
      ":web - [0:0]",
      ...rules,
      "COMMIT",
      "# Completed",
      "",
    ].join("\n"),
  );

async function iptablesState(answer: Answer): Promise<string | undefined> {
  return (await read({ "iptables-save": answer })).profiles[0]?.state;
}

describe("iptables", () => {
  it.each([
    ["off", "ACCEPT", []],
    ["on", "DROP", []],
    ["on", "ACCEPT", ["-A INPUT -i lo -j ACCEPT", "-A INPUT -j REJECT --reject-with icmp-host-prohibited"]],
    ["off", "DROP", ["-A INPUT -m conntrack --ctstate NEW -j ACCEPT"]],
    ["on", "DROP", ["-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT", "-A INPUT ! -i eth0 -j ACCEPT"]],
    ["off", "DROP", ["-A INPUT ! -i lo -j ACCEPT"]],
    [
      "on",
      "DROP",
      ['-A INPUT -p tcp -m multiport --dports 80,443,8000:8100 -m comment --comment "web -j ACCEPT it" -j ACCEPT'],
    ],
    ["off", "DROP", ["-A INPUT -p tcp -m tcp --dport 1:65535 -j ACCEPT"]],
    ["off", "DROP", ["-A INPUT -s 0.0.0.0/0 -p udp -j ACCEPT"]],
    [
      "on",
      "DROP",
      ["-A INPUT -s 10.0.0.0/255.0.0.0 -j ACCEPT", "-A INPUT -m iprange --src-range 192.0.2.1-192.0.2.9 -j ACCEPT"],
    ],
    [
      "off",
      "ACCEPT",
      [
        "-A INPUT -p tcp -m set --match-set bans src -j DROP",
        "-A INPUT -m recent --update --seconds 60 --name ssh --rsource -j DROP",
      ],
    ],
    ["on", "ACCEPT", ["-A INPUT -j web", "-A web -p tcp --dport 22 -j RETURN", "-A web -j DROP"]],
    [
      "on",
      "DROP",
      ["-A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT", "-A INPUT -d 224.0.0.251/32 -p udp --dport 5353 -j ACCEPT"],
    ],
    [
      "on",
      "DROP",
      [
        "-A INPUT",
        '-A INPUT -j LOG --log-prefix "dropped: " --log-level 7',
        "-A INPUT -m addrtype --dst-type BROADCAST -j ACCEPT",
      ],
    ],
    ["unknown", "DROP", ['-A INPUT -m bpf --bytecode "1,6 0 0 1" -j ACCEPT']],
    ["unknown", "ACCEPT", ["-A INPUT -j NFQUEUE --queue-num 0"]],
    ["off", "DROP", ["-A INPUT -m limit --limit 10/sec -j ACCEPT"]],
    ["on", "DROP", ["-A INPUT -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK FIN -j ACCEPT"]],
    ["off", "DROP", ["-A INPUT -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j ACCEPT"]],
  ] as const)("is %s with policy %s and %j", async (state, policy, rules) => {
    expect(await iptablesState(SAVE(policy, ...rules))).toBe(state);
  });

  it("with Docker's or Tailscale's chains alone is no firewall", async () => {
    const text = SAVE(
      "ACCEPT",
      "-A INPUT -j web",
      "-A web ! -i tailscale0 -s 100.64.0.0/10 -j DROP",
      "-A web -i tailscale0 -j ACCEPT",
    );
    expect(await iptablesState(text)).toBe("off");
  });

  it("cut off before its COMMIT is not judged", async () => {
    const whole = SAVE("DROP", "-A INPUT -j ACCEPT").stdout;
    for (let length = 0; length < whole.length; length += 1) {
      const reading = await linuxFirewall.read(
        scriptedAsk({ "iptables-save": answered(whole.slice(0, length)) }, SKIPPED),
      );
      expect(JSON.stringify(reading)).not.toContain('"state":"on"');
    }
  });

  it("is asked only for the tables that nft cannot show", async () => {
    const opaque = table("ip", "accept", [
      [{ xt: { type: "match", name: "conntrack" } }, ACCEPT],
      [{ xt: { type: "target", name: "REJECT" } }],
    ]);
    const facts = await read({ nft: listing(opaque), "iptables-save": SAVE("ACCEPT", "-A INPUT -j REJECT") });
    expect(facts).toMatchObject({
      profiles: [{ state: "on" }, { state: "off" }],
      tool: "iptables",
      source: "nft, iptables-save",
    });
  });

  it("of the legacy kind closes what nftables leaves open", async () => {
    const facts = await read({
      nft: listing(),
      "ip-tables-names": answered("filter\n"),
      "iptables-legacy-save": SAVE("DROP"),
    });
    expect(facts.profiles.map(({ state }) => state)).toEqual(["on", "off"]);
  });

  it("that could not be read leaves open unknown, and a block a block", async () => {
    const broken: Answer = { kind: "failed", reason: "iptables-save did not answer within 10 s" };
    const open = await read({ nft: listing(), "ip-tables-names": answered("filter"), "iptables-legacy-save": broken });
    expect(open.profiles[0]).toMatchObject({ state: "unknown", detail: "iptables-save did not answer within 10 s" });
    expect(open.fingerprint).toBeNull();
    const closed = await read({
      nft: listing(table("inet", "drop", [])),
      "ip-tables-names": answered("filter"),
      "iptables-legacy-save": broken,
    });
    expect(closed.profiles[0]?.state).toBe("on");
  });
});

describe("where rules cannot be listed", () => {
  const refused = answered(
    "",
    "Operation not permitted (you must be root)\nnetlink: Error: cache initialization failed\n",
    1,
  );
  const denied: Answer = { kind: "denied", reason: "this account may not read it" };

  it("is denied without the privilege, with what would mend it and what ufw was told", async () => {
    const ask = scriptedAsk(
      { nft: refused, "ip-tables-names": denied, "ufw-conf": answered("# comment\nENABLED=yes\n") },
      MISSING,
    );
    const reading = await linuxFirewall.read(ask);
    expect(reading).toMatchObject({ kind: "denied" });
    expect(JSON.stringify(reading)).toMatch(/as root.*set up to be on, which proves nothing/);
  });

  it("is failed, not off, where no tool is installed and the kernel could hold rules", async () => {
    const ask = scriptedAsk({ modules: answered("nf_tables 1 0 - Live 0x0\n") }, MISSING);
    expect(await linuxFirewall.read(ask)).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("install nftables"),
    });
    expect(await linuxFirewall.read(scriptedAsk({}, MISSING))).toMatchObject({ kind: "failed" });
  });

  it("is off where the kernel can hold no rules", async () => {
    const facts = await read({
      modules: answered("ext4 1 0 - Live 0x0\n"),
      "ip-tables-names": answered(""),
      "ip6-tables-names": answered(""),
    });
    expect(facts.profiles.map(({ state }) => state)).toEqual(["off", "off"]);
  });

  it.each([
    ["Status: inactive\n", "off", "allow"],
    [
      "Status: active\nLogging: on (low)\nDefault: deny (incoming), allow (outgoing), disabled (routed)\n",
      "on",
      "block",
    ],
    ["Status: active\nDefault: allow (incoming), allow (outgoing)\n", "off", "allow"],
    ["Status: active\n\n     To    Action\n[ 1] 22   ALLOW IN\n", "unknown", "unknown"],
  ])("ufw's %j is %s", async (text, state, inbound) => {
    expect((await read({ ufw: answered(text) }, SKIPPED)).profiles[0]).toMatchObject({ state, inbound });
  });

  it.each([
    ["running", "", 0, "unknown"],
    ["", "not running", 252, "off"],
    ["", "failed", 251, "off"],
  ])("firewalld's %j %j is %s", async (stdout, stderr, exitCode, state) => {
    expect((await read({ firewalld: answered(stdout, stderr, exitCode) }, SKIPPED)).profiles[0]?.state).toBe(state);
  });

  it.each(["Status: inaktiv\n", "Statut : inactif\n", "active"])(
    "ufw's %j in another tongue is not understood",
    async (text) => {
      expect((await linuxFirewall.read(scriptedAsk({ ufw: answered(text) }, SKIPPED))).kind).toBe("failed");
    },
  );
});
