/** The few file locations that a test or an unusual installation may move. */
export type ProbePaths = {
  clamavFolder: string;
  /** Where clamd may listen; the first that exists is asked. */
  clamdSockets: readonly string[];
  shadowFile: string;
  passwdFile: string;
  loginDefsFile: string;
};

export const DEFAULT_PATHS: ProbePaths = {
  clamavFolder: "/var/lib/clamav",
  clamdSockets: ["/run/clamav/clamd.ctl", "/run/clamd.scan/clamd.sock", "/run/clamav/clamd.sock"],
  shadowFile: "/etc/shadow",
  passwdFile: "/etc/passwd",
  loginDefsFile: "/etc/login.defs",
};
