/** The Debian package's own files (Debian Policy, chapters 5 and 6). */

export function controlFile(version: string, architecture: string): string {
  return `Package: muster-agent
Version: ${version}
Architecture: ${architecture}
Maintainer: Muster <muster@localhost>
Section: admin
Priority: optional
Depends: libc6, libstdc++6, libatomic1, libgcc-s1
Recommends: systemd
Description: reports this PC's antivirus, firewall and password ages
 Muster's agent runs as a service and tells the company's server how fresh
 virus definitions are, whether the firewall is on, and how old passwords are.
 Enrol it once: muster-agent --data-dir /var/lib/muster enrol LINK
 .
 Then start it: systemctl start muster-agent
`;
}

/** Where systemd runs; packages are also unpacked into images where it does not. */
const WITH_SYSTEMD = "[ -d /run/systemd/system ]";

export const AFTER_INSTALL = `#!/bin/sh
set -e
if [ "$1" = configure ] && ${WITH_SYSTEMD}; then
  systemctl daemon-reload
  systemctl enable muster-agent.service
  systemctl restart muster-agent.service
fi
`;

export const BEFORE_REMOVAL = `#!/bin/sh
set -e
if [ "$1" = remove ] && ${WITH_SYSTEMD}; then
  systemctl disable --now muster-agent.service
fi
if [ "$1" = remove ]; then
  /usr/bin/muster-agent --data-dir /var/lib/muster goodbye || true
fi
`;

export const AFTER_REMOVAL = `#!/bin/sh
set -e
if ${WITH_SYSTEMD}; then
  systemctl daemon-reload
fi
if [ "$1" = purge ]; then
  rm -rf /var/lib/muster/agent
  rmdir --ignore-fail-on-non-empty /var/lib/muster 2>/dev/null || true
fi
`;
