import type { Program } from "./program.ts";

/** Where the service keeps key, outbox and status; systemd makes it, readable by root alone. */
export const LINUX_DATA_DIR = "/var/lib/muster";

/**
 * The agent as a systemd service. Every line below takes away what no probe needs (systemd.exec(5)); what is left of the
 * capabilities reads other users' settings and /etc/shadow (DAC_READ_SEARCH) and asks for firewall rules (NET_ADMIN, and
 * NET_RAW for the older iptables). PURE.
 */
export function systemdUnit(program: Program): string {
  const command = [program.file, ...program.args, "run"].map(quoted).join(" ");
  return `[Unit]
Description=Muster agent: reports this PC's antivirus, firewall and password ages
After=network.target
ConditionPathExists=${LINUX_DATA_DIR}/agent/server.json
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=${command}
Environment=MUSTER_DATA_DIR=${LINUX_DATA_DIR}
Restart=on-failure
RestartSec=15
TimeoutStopSec=10
StateDirectory=muster
StateDirectoryMode=0700
UMask=0077
Nice=10
IOSchedulingClass=idle
TasksMax=64
MemoryHigh=256M

NoNewPrivileges=yes
CapabilityBoundingSet=CAP_DAC_READ_SEARCH CAP_NET_ADMIN CAP_NET_RAW
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
DevicePolicy=closed
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
LockPersonality=yes
RemoveIPC=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
`;
}

/** An argument of ExecStart: quotes, backslashes, `%` and `$` mean something to systemd (systemd.service(5)). */
function quoted(argument: string): string {
  if (/^[\w./:=@+-]+$/.test(argument)) return argument;
  const escaped = argument.replace(/["\\]/g, "\\$&").replaceAll("%", "%%").replaceAll("$", "$$$$");
  return `"${escaped}"`;
}
