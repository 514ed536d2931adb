import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSeal } from "../store/seal.ts";
import type { AlertNews } from "./alert-news.ts";
import { isAllowedAddress } from "./allowed-address.ts";
import { syslogText } from "./channels/syslog.ts";
import { slackMessage, teamsMessage } from "./channels/web-channels.ts";
import { quietUntil } from "./quiet-until.ts";

const NEWS: AlertNews = {
  kind: "opened",
  alertId: "a1",
  rule: "firewall-enabled",
  severity: "high",
  title: "9 machines in Berlin failing: Firewall on",
  text: "Since 2026-11-24.\n<!channel> a=b|c \\ \u202e [x](http://evil)",
  machines: 9,
  names: [],
  at: Date.UTC(2026, 10, 24, 9),
  link: "https://muster.example.com/flags",
};

describe("where messages may go", () => {
  it.each([
    ["169.254.169.254", false],
    ["::ffff:169.254.169.254", false],
    ["fe80::1", false],
    ["fd00:ec2::254", false],
    ["0.0.0.0", false],
    ["127.0.0.1", false],
    ["::1", false],
    ["::ffff:127.0.0.1", false],
    ["224.0.0.1", false],
    ["10.1.2.3", true],
    ["192.168.1.9", true],
    ["93.184.216.34", true],
    ["2606:2800:220:1::1", true],
  ])("%s: %s", (address, allowed) => {
    expect(isAllowedAddress(address, { allowLoopback: false })).toBe(allowed);
  });

  it("is this PC only where an operator allows it", () => {
    expect(isAllowedAddress("127.0.0.1", { allowLoopback: true })).toBe(true);
    expect(isAllowedAddress("169.254.169.254", { allowLoopback: true })).toBe(false);
  });
});

describe("what messages say", () => {
  it("keeps names out of Slack's mentions and links, and out of Teams' markup", () => {
    expect(slackMessage({ kind: "slack", url: "https://x" }, NEWS).body).not.toContain("<!channel>");
    expect(teamsMessage({ kind: "teams", url: "https://x" }, NEWS).body).not.toContain("](http://evil)");
  });

  it("is one line of RFC 5424 with a CEF event in it, whatever a name holds", () => {
    const text = syslogText(NEWS, "muster.example.com");
    expect(text).toMatch(
      /^<131>1 2026-11-24T09:00:00\.000Z muster\.example\.com muster - firewall-enabled - \ufeffCEF:0\|Muster\|Muster\|1\|firewall-enabled\|9 machines in Berlin failing: Firewall on\|8\|/,
    );
    expect(text).toContain("msg=Since 2026-11-24. <!channel> a\\=b|c \\\\");
    expect(text).not.toMatch(/[\n\u202e]/);
  });
});

describe("quiet hours", () => {
  const quiet = { from: "22:00", to: "07:00", timeZone: "Europe/Berlin" };
  it("last over midnight to the morning, by the wall clock", () => {
    const seven = Date.UTC(2026, 10, 24, 6);
    expect(quietUntil(quiet, Date.UTC(2026, 10, 23, 21))).toBe(seven);
    expect(quietUntil(quiet, seven - 1)).toBe(seven);
    expect(quietUntil(quiet, seven)).toBeNull();
    expect(quietUntil(quiet, Date.UTC(2026, 10, 23, 20, 59))).toBeNull();
  });
});

it("opens what it sealed, and nothing that was changed or sealed elsewhere", () => {
  const seal = createSeal(randomBytes(32));
  const sealed = seal.seal("https://hooks.example.com/secret");
  expect(sealed).not.toContain("secret");
  expect(seal.open(sealed)).toBe("https://hooks.example.com/secret");
  const changed = Buffer.from(sealed, "base64");
  changed.writeUInt8(changed.readUInt8(40) ^ 1, 40);
  expect(() => seal.open(changed.toString("base64"))).toThrow();
  expect(() => createSeal(randomBytes(32)).open(sealed)).toThrow();
});
