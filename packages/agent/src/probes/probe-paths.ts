/** The few file locations that a test or an unusual installation may move. */
export type ProbePaths = {
  clamavFolder: string;
  shadowFile: string;
  passwdFile: string;
  loginDefsFile: string;
};

export const DEFAULT_PATHS: ProbePaths = {
  clamavFolder: "/var/lib/clamav",
  shadowFile: "/etc/shadow",
  passwdFile: "/etc/passwd",
  loginDefsFile: "/etc/login.defs",
};
