import { describe, expect, it } from "vitest";
import { answered, SKIPPED } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { linuxEncryption, parseLsblk } from "./linux.ts";
import { parseFdesetup } from "./macos.ts";
import { windowsEncryption } from "./windows.ts";

type Tree = { name: string; type: string; fstype?: string | null; mountpoint?: string | null; children?: Tree[] };
const lsblk = (...blockdevices: Tree[]) => JSON.stringify({ blockdevices });
const ROOT: Tree = { name: "root", type: "lvm", fstype: "ext4", mountpoint: "/" };

describe("lsblk", () => {
  it("shows an encrypted root by the crypt layer between it and the disk, through LVM", () => {
    const crypt = { name: "sda3_crypt", type: "crypt", fstype: "LVM2_member", children: [ROOT] };
    const disk = {
      name: "sda",
      type: "disk",
      children: [{ name: "sda3", type: "part", fstype: "crypto_LUKS", children: [crypt] }],
    };
    expect(parseLsblk(lsblk(disk))).toMatchObject([{ name: "/", isSystem: true, state: "on", method: "LUKS" }]);
  });

  it("shows an open root beside an encrypted home", () => {
    const home = { name: "h", type: "crypt", fstype: "ext4", mountpoint: "/home" };
    const disk = {
      name: "sda",
      type: "disk",
      children: [
        { ...ROOT, type: "part" },
        { name: "sda2", type: "part", fstype: "crypto_LUKS", children: [home] },
      ],
    };
    expect(parseLsblk(lsblk(disk))?.map(({ name, state }) => [name, state])).toEqual([
      ["/", "off"],
      ["/home", "on"],
    ]);
  });

  it("is open when one of two disks below a RAID is open", () => {
    const crypt = { name: "c", type: "crypt", children: [ROOT] };
    expect(
      parseLsblk(
        lsblk({ name: "sda", type: "disk", children: [crypt] }, { name: "sdb", type: "disk", children: [ROOT] }),
      ),
    ).toMatchObject([{ state: "off" }]);
  });

  it("does not know what ZFS does", () => {
    expect(parseLsblk(lsblk({ name: "sda", type: "disk", fstype: "zfs_member", mountpoint: "/" }))).toMatchObject([
      { state: "unknown" },
    ]);
  });

  it("without a root on a block device is no verdict, as in a container", async () => {
    const reading = await linuxEncryption.read(
      scriptedAsk({ lsblk: answered(lsblk({ name: "sda", type: "disk" })) }, SKIPPED),
    );
    expect(reading.kind).toBe("unsupported");
  });
});

describe("BitLocker", () => {
  const state = async (row: Record<string, unknown>) => {
    const reading = await windowsEncryption.read(scriptedAsk({ bitlocker: answered(JSON.stringify(row)) }, SKIPPED));
    return reading.kind === "read" ? reading.facts.volumes[0]?.state : reading.kind;
  };
  it.each([
    [{ ProtectionStatus: 1, ConversionStatus: 1 }, "on"],
    [{ ProtectionStatus: 0, ConversionStatus: 0 }, "off"],
    [{ ProtectionStatus: 0, ConversionStatus: 1 }, "suspended"],
    [{ ProtectionStatus: 2, ConversionStatus: null }, "locked"],
    [{ ProtectionStatus: 0, ConversionStatus: 2 }, "encrypting"],
    [{ ProtectionStatus: 0, ConversionStatus: 3 }, "decrypting"],
    [{ ProtectionStatus: null, ConversionStatus: 1 }, "unknown"],
    [{ ProtectionStatus: 0 }, "unknown"],
    [{ ProtectionStatus: "On", VolumeStatus: "FullyEncrypted" }, "on"],
    [{ ProtectionStatus: "Off", VolumeStatus: "FullyEncrypted" }, "suspended"],
  ])("%j is %s", async (row, expected) => {
    expect(await state({ DriveLetter: "C:", VolumeType: 0, ...row })).toBe(expected);
  });

  it("without administrator's rights is denied", async () => {
    const refused = answered("", "0x80131500 HRESULT 0x80041003,Get-CimInstance Zugriff verweigert", 1);
    expect(await windowsEncryption.read(scriptedAsk({ bitlocker: refused }, SKIPPED))).toMatchObject({
      kind: "denied",
    });
  });
});

describe("FileVault", () => {
  it.each([
    ["FileVault is On.\n", "on"],
    ["FileVault is Off.\n", "off"],
    ["FileVault is On.\nEncryption in progress: Percent completed = 34\n", "encrypting"],
    ["FileVault is Off.\nDecryption in progress: Percent completed = 3\n", "decrypting"],
  ])("%j is %s", (text, state) => {
    expect(parseFdesetup(text)?.state).toBe(state);
  });

  it.each(["FileVault is O", "FileVault is Off", "Error: root only", ""])("%j says nothing", (text) => {
    expect(parseFdesetup(text)).toBeNull();
  });
});
