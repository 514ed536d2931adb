import { describe, expect, it } from "vitest";
import { type Answer, answered, SKIPPED } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { windowsPasswords } from "./windows.ts";

const json = (value: unknown) => answered(JSON.stringify(value));
const BASE = "S-1-5-21-1111111111-2222222222-3333333333";

const local = (Name: string, rid: number, more: Record<string, unknown> = {}) => ({
  Name,
  Enabled: true,
  SID: `${BASE}-${rid}`,
  PasswordLastSet: "/Date(1780214400000)/",
  PasswordExpires: null,
  PasswordRequired: true,
  PrincipalSource: 1,
  ...more,
});

const adsi = (Name: string, rid: number, more: Record<string, unknown> = {}) => ({
  Name,
  Sid: `${BASE}-${rid}`,
  PasswordAge: 86_400,
  MaxPasswordAge: 42 * 86_400,
  UserFlags: 0x200,
  PasswordExpired: 0,
  ReadAt: "2026-06-01T08:00:00.0000000Z",
  ...more,
});

async function accounts(answers: Record<string, Answer>) {
  const reading = await windowsPasswords.read(scriptedAsk(answers, SKIPPED));
  if (reading.kind !== "read") throw new Error(`${reading.kind}: ${reading.reason}`);
  return reading.facts.accounts;
}

describe("local accounts on Windows", () => {
  it("give the date from Get-LocalUser, a lone object and all", async () => {
    expect(await accounts({ "local-users": json(local("anna", 1001)) })).toMatchObject([
      { name: "anna", home: "local", state: "set", lastSetAt: "2026-05-31T08:00:00.000Z", neverExpires: true },
    ]);
  });

  it("read a SID that is printed as an object", async () => {
    const user = local("anna", 1001, { SID: { BinaryLength: 28, Value: `${BASE}-1001` } });
    expect(await accounts({ "local-users": json([user]) })).toHaveLength(1);
  });

  it("leave out guests, stand-ins, service accounts and the disabled, and keep an enabled administrator", async () => {
    const users = [
      local("Administrator", 500),
      local("Guest", 501),
      local("DefaultAccount", 503),
      local("WDAGUtilityAccount", 504),
      local("gmsa$", 1002),
      local("old", 1003, { Enabled: false }),
    ];
    expect((await accounts({ "local-users": json(users) })).map(({ name }) => name)).toEqual(["Administrator"]);
  });

  it("with no date must change, were never set, or are unknown: the flags tell which", async () => {
    const user = local("anna", 1001, { PasswordLastSet: null });
    const state = async (flags: Answer) =>
      (await accounts({ "local-users": json([user]), "adsi-users": flags }))[0]?.state;
    expect(await state(json([adsi("anna", 1001, { PasswordExpired: 1, PasswordAge: 0 })]))).toBe("must-change");
    expect(await state(SKIPPED)).toBe("unknown");
    const open = local("anna", 1001, { PasswordLastSet: null, PasswordRequired: false });
    const none = await accounts({
      "local-users": json([open]),
      "adsi-users": json([adsi("anna", 1001, { UserFlags: 0x220, PasswordAge: 0 })]),
    });
    expect(none[0]?.state).toBe("none");
  });

  it("do not take 1601 for a date", async () => {
    const user = local("anna", 1001, { PasswordLastSet: "/Date(-11644387200000)/" });
    expect(await accounts({ "local-users": json([user]) })).toMatchObject([{ state: "unknown", lastSetAt: null }]);
  });

  it("tell a password that never expires from one of which nothing is known", async () => {
    const users = json([local("anna", 1001, { PasswordLastSet: null, PasswordExpires: null })]);
    expect((await accounts({ "local-users": users }))[0]?.neverExpires).toBeNull();
    const flags = json([adsi("anna", 1001, { UserFlags: 0x10200 })]);
    expect((await accounts({ "local-users": users, "adsi-users": flags }))[0]).toMatchObject({
      neverExpires: true,
      osMaxAgeDays: null,
    });
  });

  it("come from ADSI alone where Get-LocalUser does not exist, with an age in seconds", async () => {
    const missing = answered("", "0x80131501 CommandNotFoundException Die Benennung wurde nicht erkannt", 1);
    const flags = json([
      adsi("anna", 1001),
      adsi("away", 1002, { UserFlags: 0x202 }),
      adsi("shut", 1003, { UserFlags: 0x210 }),
    ]);
    expect(await accounts({ "local-users": missing, "adsi-users": flags })).toMatchObject([
      { name: "anna", state: "set", lastSetAt: "2026-05-31T08:00:00.000Z", osMaxAgeDays: 42 },
      { name: "shut", state: "locked" },
    ]);
  });

  it("that LAPS rotates are managed: by name, else the built-in administrator", async () => {
    const users = json([local("Administrator", 500), local("helpdesk", 1001)]);
    const named = await accounts({
      "local-users": users,
      laps: json([{ BackupDirectory: 1, AdmPwdEnabled: 0, Name: "HelpDesk" }]),
    });
    expect(named.map(({ state }) => state)).toEqual(["set", "managed"]);
    const builtIn = await accounts({
      "local-users": users,
      laps: json([{ BackupDirectory: 0, AdmPwdEnabled: 1, Name: null }]),
    });
    expect(builtIn.map(({ state }) => state)).toEqual(["managed", "set"]);
  });

  it("of a Microsoft account have no date here", async () => {
    const user = local("anna", 1001, { PrincipalSource: 4 });
    expect(await accounts({ "local-users": json([user]) })).toMatchObject([{ state: "managed", lastSetAt: null }]);
  });
});

describe("directory accounts", () => {
  const domain = (more: Record<string, unknown>) => ({
    Sid: `${BASE}-1601`,
    Name: "CORP\\anna",
    PwdLastSet: "134246880000000000",
    UserAccountControl: 512,
    ExpiryTimeComputed: "134300000000000000",
    Answered: true,
    ...more,
  });
  const read = async (row: Record<string, unknown>) => (await accounts({ "directory-users": json([row]) }))[0];

  it("of a domain give pwdLastSet", async () => {
    expect(await read(domain({}))).toMatchObject({
      home: "domain",
      state: "set",
      lastSetAt: "2026-05-31T08:00:00.000Z",
      neverExpires: false,
    });
  });

  it("must change with pwdLastSet 0, and are unknown with the -1 marker", async () => {
    expect(await read(domain({ PwdLastSet: "0", ExpiryTimeComputed: "0" }))).toMatchObject({
      state: "must-change",
      lastSetAt: null,
    });
    expect(await read(domain({ PwdLastSet: "-1" }))).toMatchObject({ state: "unknown", lastSetAt: null });
  });

  it("never expire by the computed attribute, though it does not fit a number", async () => {
    expect(await read(domain({ ExpiryTimeComputed: "9223372036854775807" }))).toMatchObject({ neverExpires: true });
  });

  it("are unknown, not overdue, when no domain controller answers", async () => {
    const away = { Sid: `${BASE}-1601`, Name: "CORP\\anna", PwdLastSet: null, Answered: false };
    expect(await read(away)).toMatchObject({
      state: "unknown",
      lastSetAt: null,
      source: "no domain controller answered",
    });
  });

  it("that need a smart card are managed", async () => {
    expect(await read(domain({ UserAccountControl: 0x40200 }))).toMatchObject({ state: "managed" });
  });

  it("of Entra are managed, by their SID", async () => {
    expect(await read({ Sid: "S-1-12-1-1-2-3-4", Name: "AzureAD\\Anna", Answered: false })).toMatchObject({
      home: "entra",
      state: "managed",
    });
  });
});

it.each([answered(""), answered("User name   anna\nPassword last set  6/4/2024"), answered("[{}]")])(
  "says nothing of %j",
  async (answer) => {
    expect((await windowsPasswords.read(scriptedAsk({ "local-users": answer }, SKIPPED))).kind).toBe("failed");
  },
);
