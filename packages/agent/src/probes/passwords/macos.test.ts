import { describe, expect, it } from "vitest";
import { type Answer, answered, SKIPPED } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { macosPasswords, parseExpiryDays } from "./macos.ts";

const policy = (seconds: string) => `dsAttrTypeNative:accountPolicyData:
 <?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>creationTime</key>
	<real>1636975330.6275649</real>
	<key>passwordLastSetTime</key>
	<real>${seconds}</real>
</dict>
</plist>
`;

async function accounts(answers: Record<string, Answer>) {
  const reading = await macosPasswords.read(scriptedAsk(answers, SKIPPED));
  if (reading.kind !== "read") throw new Error(`${reading.kind}: ${reading.reason}`);
  return reading.facts.accounts;
}

const record = (name: string, uid: number, shell: string, more = "") =>
  `${more}RecordName: ${name}\nUniqueID: ${uid}\nUserShell: ${shell}\n`;

describe("dscl", () => {
  it("gives the instant from seconds with a fraction, of people only", async () => {
    const text = [
      record("_www", 70, "/usr/bin/false"),
      record("anna", 501, "/bin/zsh", policy("1780214400.6275649")),
      record("hidden", 502, "/bin/zsh", "dsAttrTypeNative:IsHidden: 1\n"),
      record("service", 503, "/usr/bin/false"),
    ].join("-\n");
    expect(await accounts({ "dscl-users": answered(text) })).toMatchObject([
      { name: "anna", home: "local", state: "set", lastSetAt: "2026-05-31T08:00:00.627Z", lastSetPrecision: "instant" },
    ]);
  });

  it("reads one record by itself", async () => {
    expect(await accounts({ "dscl-users": answered(policy("1636975330.6275649")) })).toMatchObject([
      { state: "set", lastSetAt: "2021-11-15T11:22:10.627Z" },
    ]);
  });

  it("does not know a record without a date, such as one freshly migrated", async () => {
    expect(await accounts({ "dscl-users": answered(record("anna", 501, "/bin/zsh")) })).toMatchObject([
      { state: "unknown", lastSetAt: null },
    ]);
  });

  it("leaves a mobile account to its directory", async () => {
    const text = record(
      "anna",
      501,
      "/bin/zsh",
      `OriginalNodeName:\n /Active Directory/CORP/All Domains\n${policy("1780214400.1")}`,
    );
    expect(await accounts({ "dscl-users": answered(text) })).toMatchObject([
      { home: "domain", state: "unknown", lastSetAt: null },
    ]);
  });

  it("does not read a number that is cut off", async () => {
    const text = policy("1780214400.6275649");
    const cut = text.slice(0, text.indexOf("17802144") + 6);
    expect(await accounts({ "dscl-users": answered(cut) })).toMatchObject([{ state: "unknown", lastSetAt: null }]);
  });
});

it("pwpolicy's first line is no XML, and its shortest expiry counts", () => {
  const text = `Getting global account policies\n<?xml version="1.0"?><plist><dict><key>policyCategoryPasswordChange</key><array><dict><key>policyAttributeExpiresEveryNDays</key>\n\t<integer>90</integer></dict></array></dict></plist>`;
  expect(parseExpiryDays(text)).toBe(90);
  expect(parseExpiryDays("Getting global account policies\n")).toBeNull();
});
