import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseEnrolmentLink } from "@muster/shared/enrolment-link.ts";
import { AppError } from "@muster/shared/errors.ts";
import { configure, describeSettings, type Settings, type SettingValues } from "@muster/shared/settings.ts";
import { parse } from "yaml";
import { z } from "zod";
import { chooseLanguage, LANGUAGES } from "./words/languages.ts";

const Folder = z.string().min(1);

export const AGENT_SETTINGS = {
  dataDir: {
    key: "dataDir",
    variable: "MUSTER_DATA_DIR",
    schema: Folder,
    example: "/var/lib/muster",
    about: "folder for all data; the agent keeps to agent/ in it",
  },
  enrolmentLink: {
    key: "enrolmentLink",
    variable: "MUSTER_ENROLMENT_LINK",
    schema: z
      .string()
      .refine((text) => parseEnrolmentLink(text) !== null, "expected a whole link, from muster:// to the fingerprint")
      .optional(),
    example: "muster://HOST:PORT/enrol/TOKEN?ca=FINGERPRINT",
    about: "link to enrol with, once",
    isSecret: true,
  },
  logLevel: {
    key: "log.level",
    variable: "MUSTER_LOG_LEVEL",
    schema: z.enum(["debug", "info", "warn", "error"]),
    example: "info",
    about: "debug, info, warn or error",
  },
  pagePort: {
    key: "page.port",
    variable: "MUSTER_PAGE_PORT",
    schema: z.coerce.number().int().min(0).max(65_535),
    example: "7390",
    about: "port of this PC's own page on 127.0.0.1; where it is taken, or for 0, any free one",
  },
  language: {
    key: "language",
    variable: "MUSTER_LANGUAGE",
    schema: z.enum(LANGUAGES),
    example: "en",
    about: "en, de or fr (default: as the environment says)",
  },
  clamavFolder: {
    key: "paths.clamavFolder",
    variable: "MUSTER_CLAMAV_FOLDER",
    schema: Folder,
    example: "/var/lib/clamav",
    about: "where ClamAV keeps its databases",
  },
  clamdSocket: {
    key: "paths.clamdSocket",
    variable: "MUSTER_CLAMD_SOCKET",
    schema: Folder.optional(),
    example: "/run/clamav/clamd.ctl",
    about: "where clamd listens (default: where the distributions put it)",
  },
  shadowFile: {
    key: "paths.shadowFile",
    variable: "MUSTER_SHADOW_FILE",
    schema: Folder,
    example: "/etc/shadow",
    about: "the password ages of local accounts",
  },
  passwdFile: {
    key: "paths.passwdFile",
    variable: "MUSTER_PASSWD_FILE",
    schema: Folder,
    example: "/etc/passwd",
    about: "the local accounts",
  },
  loginDefsFile: {
    key: "paths.loginDefsFile",
    variable: "MUSTER_LOGIN_DEFS_FILE",
    schema: Folder,
    example: "/etc/login.defs",
    about: "which account numbers belong to people",
  },
} satisfies Settings;

export type AgentConfig = Readonly<SettingValues<typeof AGENT_SETTINGS>>;
export type AgentFlags = Partial<Record<keyof typeof AGENT_SETTINGS, unknown>> & { config?: string };

/**
 * The one reader of the environment: defaults, then the YAML file, then `MUSTER_...` variables, then flags.
 * @throws AppError `config_invalid`, naming every fault.
 */
export function loadConfig(flags: AgentFlags, environment: NodeJS.ProcessEnv = process.env): AgentConfig {
  const { config: flagPath, ...given } = flags;
  const path = flagPath ?? environment.MUSTER_AGENT_CONFIG_FILE;
  const resolved = configure(AGENT_SETTINGS, {
    defaults: {
      dataDir: defaultDataDir(environment),
      logLevel: "info",
      pagePort: 7390,
      language: chooseLanguage(environment.LC_ALL || environment.LC_MESSAGES || environment.LANG),
      clamavFolder: "/var/lib/clamav",
      shadowFile: "/etc/shadow",
      passwdFile: "/etc/passwd",
      loginDefsFile: "/etc/login.defs",
    },
    file: path ? { path, document: readYaml(path) } : null,
    environment,
    flags: given,
    readSecret,
  });
  if (resolved.ok) return resolved.values;
  throw new AppError("config_invalid", `\n  ${resolved.faults.join("\n  ")}`);
}

export function describeAgentSettings(): string {
  return describeSettings(AGENT_SETTINGS);
}

/** Where the data of a user's own agent lives, by the conventions of each OS. */
function defaultDataDir(environment: NodeJS.ProcessEnv): string {
  if (process.platform === "win32") {
    return join(environment.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "Muster");
  }
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "Muster");
  return join(environment.XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "muster");
}

function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new AppError("config_invalid", `\n  ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readSecret(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // The caller reports it together with every other fault.
    return null;
  }
}
