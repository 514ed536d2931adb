import type { FactsOf, ProbeId } from "@muster/shared/facts/index.ts";
import type { OutcomesByProbe } from "@muster/shared/report.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { Pc } from "./company.ts";

const ANTIVIRUS = {
  win32: { name: "Microsoft Defender Antivirus", source: "Get-MpComputerStatus" },
  darwin: { name: "XProtect", source: "/Library/Apple/System/Library/CoreServices/XProtect.bundle" },
  linux: { name: "ClamAV", source: "/var/lib/clamav/daily.cld" },
} as const;

const FIREWALL = {
  win32: {
    profiles: ["Domain", "Private", "Public"],
    tool: "Windows Defender Firewall",
    source: "Get-NetFirewallProfile",
  },
  darwin: {
    profiles: ["Application firewall"],
    tool: "Application firewall",
    source: "socketfilterfw --getglobalstate",
  },
  linux: { profiles: ["IPv4 input", "IPv6 input"], tool: "ufw", source: "nft -j list ruleset" },
} as const;

const OS = {
  win32: {
    osName: "Windows 11",
    osVersion: "10.0.26100",
    kernel: "10.0.26100",
    manufacturer: "Dell Inc.",
    model: "Latitude 5450",
  },
  darwin: { osName: "macOS", osVersion: "15.6", kernel: "24.6.0", manufacturer: "Apple", model: "MacBook Pro" },
  linux: {
    osName: "Ubuntu",
    osVersion: "24.04",
    kernel: "6.8.0-64-generic",
    manufacturer: "LENOVO",
    model: "ThinkPad T14",
  },
} as const;

/** What an invented PC's agent would read at an instant (epoch ms). */
export function factsOf(pc: Pc, now: number): OutcomesByProbe {
  const observedAt = toInstant(now);
  const read = <P extends ProbeId>(facts: FactsOf<P>) => ({ kind: "read", observedAt, durationMs: 12, facts }) as const;
  const antivirus = ANTIVIRUS[pc.platform];
  const firewall = FIREWALL[pc.platform];
  const isUnencrypted = pc.oddity === "unencrypted";
  return {
    machine: read<"machine">({
      hostname: pc.name,
      platform: pc.platform,
      ...OS[pc.platform],
      architecture: pc.platform === "darwin" ? "arm64" : "x64",
      serialNumber: pc.serialNumber,
      hardwareUuid: pc.hardwareUuid,
      bootedAt: null,
    }),
    antivirus: read<"antivirus">({
      products: [
        {
          ...antivirus,
          state: "on",
          realTime: "on",
          registration: "genuine",
          version: null,
          definitions: {
            publishedAt: toInstant(pc.definitionsAt),
            version: `1.${Math.floor(pc.definitionsAt / 86_400_000)}.0`,
            confidence: "date",
            vendorSaysCurrent: null,
            isNeeded: true,
            source: antivirus.source,
          },
        },
      ],
    }),
    firewall: read<"firewall">({
      profiles: firewall.profiles.map((name) => ({
        name,
        state: pc.isFirewallOn ? "on" : "off",
        inbound: pc.isFirewallOn ? "block" : "allow",
        isActive: null,
        detail: null,
      })),
      tool: firewall.tool,
      fingerprint: null,
      source: firewall.source,
    }),
    passwords:
      pc.oddity === "passwords-denied"
        ? { kind: "denied", reason: "reading password ages needs root", observedAt, durationMs: 1 }
        : read<"passwords">({
            accounts: [
              {
                name: pc.login,
                home: "local",
                state: "set",
                lastSetAt: toInstant(pc.passwordSetAt),
                lastSetPrecision: "instant",
                neverExpires: null,
                osMaxAgeDays: null,
                source: pc.platform === "linux" ? "/etc/shadow" : "the directory service",
              },
            ],
          }),
    encryption: read<"encryption">({
      volumes: [
        {
          name: pc.platform === "win32" ? "C:" : "/",
          isSystem: true,
          state: isUnencrypted ? "off" : "on",
          method: isUnencrypted ? null : { win32: "BitLocker", darwin: "FileVault", linux: "LUKS" }[pc.platform],
          detail: null,
        },
      ],
      source: { win32: "Win32_EncryptableVolume", darwin: "fdesetup status", linux: "lsblk" }[pc.platform],
    }),
    "screen-lock": read<"screen-lock">({
      state: pc.oddity === "no-lock" ? "off" : "on",
      idleSeconds: pc.oddity === "no-lock" ? null : 600,
      graceSeconds: 0,
      isEnforced: true,
      detail: null,
      source: "the desktop's settings",
    }),
    updates: read<"updates">({
      pendingCount: 2,
      pendingSecurityCount: 1,
      lastInstalledAt: toInstant(pc.updatesAt),
      automatic: "on",
      pausedUntil: null,
      definitionsAutomatic: "on",
      isRestartPending: false,
      detail: null,
      source: "the package manager's log",
    }),
    storage: read<"storage">({
      volumes: [
        { name: pc.platform === "win32" ? "C:" : "/", sizeBytes: 512_000_000_000, freePercent: pc.freePercent },
      ],
    }),
  };
}
