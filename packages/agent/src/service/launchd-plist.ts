import { markup } from "./markup.ts";
import type { Program } from "./program.ts";

export const LAUNCHD_LABEL = "net.muster.agent";
export const MACOS_DATA_DIR = "/Library/Application Support/Muster";

/** The agent as a launchd daemon: started before log-in and again after a failure, logging to one file (launchd.plist(5)). PURE. */
export function launchdPlist(program: Program): string {
  const command = [program.file, ...program.args, "run"]
    .map((each) => `    <string>${markup(each)}</string>`)
    .join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${LAUNCHD_LABEL}</string>
  <key>ProgramArguments</key>
  <array>
${command}
  </array>
  <key>EnvironmentVariables</key>
  <dict>
    <key>MUSTER_DATA_DIR</key>
    <string>${markup(MACOS_DATA_DIR)}</string>
  </dict>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ThrottleInterval</key>
  <integer>15</integer>
  <key>ProcessType</key>
  <string>Background</string>
  <key>LowPriorityIO</key>
  <true/>
  <key>Umask</key>
  <integer>63</integer>
  <key>StandardErrorPath</key>
  <string>/var/log/muster-agent.log</string>
</dict>
</plist>
`;
}
