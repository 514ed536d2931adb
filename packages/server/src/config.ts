import { readFileSync } from "node:fs";
import { homedir, hostname } from "node:os";
import { join } from "node:path";
import { DAY_MS, DurationMs } from "@muster/shared/duration.ts";
import { AppError } from "@muster/shared/errors.ts";
import { ROLES } from "@muster/shared/permissions.ts";
import { configure, describeSettings, type Settings, type SettingValues } from "@muster/shared/settings.ts";
import { parse } from "yaml";
import { z } from "zod";
import { addressOf } from "./letters/address-of.ts";
import type { StorePlace } from "./store/store-place.ts";

const Port = z.coerce.number("expected a port number").int("expected a whole number").min(0).max(65_535);
const List = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(","))])
  .transform((items) => items.map((item) => item.trim()).filter((item) => item !== ""));
const TimeZone = z.string().refine(isTimeZone, "expected the name of a time zone");
const Toggle = z.union([z.boolean(), z.stringbool()]);

export const SERVER_SETTINGS = {
  dataDir: {
    key: "dataDir",
    variable: "MUSTER_DATA_DIR",
    schema: z.string().min(1),
    example: "/var/lib/muster",
    about: "folder for all data; the server keeps to server/ in it",
  },
  listenAddress: {
    key: "listen.address",
    variable: "MUSTER_LISTEN_ADDRESS",
    schema: z.union([z.ipv4(), z.ipv6()], "expected an IP address"),
    example: "0.0.0.0",
    about: "address of the HTTPS port; 127.0.0.1 keeps it to this PC",
  },
  httpsPort: {
    key: "listen.httpsPort",
    variable: "MUSTER_HTTPS_PORT",
    schema: Port,
    example: "8443",
    about: "port for agents, dashboard and API over TLS",
  },
  httpPort: {
    key: "listen.httpPort",
    variable: "MUSTER_HTTP_PORT",
    schema: Port,
    example: "8080",
    about: "port for the dashboard on 127.0.0.1 only, without TLS",
  },
  publicAddress: {
    key: "listen.publicAddress",
    variable: "MUSTER_PUBLIC_ADDRESS",
    schema: z
      .string()
      .regex(
        /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?$/,
        "expected a name or IP address, with a port or without",
      )
      .optional(),
    example: "muster.example.com:8443",
    about: "address that other PCs use; default: this PC's name",
  },
  storeBinding: {
    key: "store.binding",
    variable: "MUSTER_STORE_BINDING",
    schema: z.enum(["auto", "sqlite3", "node:sqlite"]),
    example: "auto",
    about: "SQLite binding: auto, sqlite3 or node:sqlite",
  },
  databaseUrl: {
    key: "store.databaseUrl",
    variable: "MUSTER_DATABASE_URL",
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    example: "postgres://muster:PASSWORD@db.example.com/muster?sslmode=verify-full",
    about:
      "PostgreSQL database to keep the store in; default: a SQLite file in the data folder; several servers may name one, and all but one stand by",
    isSecret: true,
  },
  policyFile: {
    key: "policy.file",
    variable: "MUSTER_POLICY_FILE",
    schema: z.string().min(1).optional(),
    example: "/etc/muster/policy.yaml",
    about: "a policy document to take over at start whenever it has changed",
  },
  reportIntervalMs: {
    key: "agents.reportInterval",
    variable: "MUSTER_REPORT_INTERVAL",
    schema: DurationMs.refine((ms) => ms >= 1_000, "expected at least 1s").refine(
      (ms) => ms <= 86_400_000,
      "expected at most 1d",
    ),
    example: "5m",
    about: "how often each machine reports",
  },
  keepReportsMs: {
    key: "keep.reports",
    variable: "MUSTER_KEEP_REPORTS",
    schema: DurationMs.refine((ms) => ms >= DAY_MS, "expected at least 1d"),
    example: "90d",
    about: "how long reports are kept as they came; what they said stays in the history",
  },
  keepHistoryMs: {
    key: "keep.history",
    variable: "MUSTER_KEEP_HISTORY",
    // What-if looks back at 30 days, and auditors commonly ask for a year.
    schema: DurationMs.refine((ms) => ms >= 35 * DAY_MS, "expected at least 35d"),
    example: "800d",
    about: "how long machines' facts and timelines are kept",
  },
  digestTime: {
    key: "digest.time",
    variable: "MUSTER_DIGEST_TIME",
    schema: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "expected a time such as 06:00 (in YAML within quotes)")
      .transform((text) => ({ hour: Number(text.slice(0, 2)), minute: Number(text.slice(3)) })),
    example: '"06:00"',
    about: "when the first list's digest is due; change it on the dashboard later",
  },
  digestTimeZone: {
    key: "digest.timeZone",
    variable: "MUSTER_DIGEST_TIME_ZONE",
    schema: TimeZone,
    example: "Europe/Berlin",
    about: "the zone of that time; default: the server's own",
  },
  dashboardUrl: {
    key: "digest.dashboardUrl",
    variable: "MUSTER_DASHBOARD_URL",
    schema: z.url({ protocol: /^https?$/ }).optional(),
    example: "https://muster.example.com:8443",
    about: "the dashboard's address in mails; default: from listen.publicAddress",
  },
  mailServer: {
    key: "mail.server",
    variable: "MUSTER_MAIL_SERVER",
    schema: z.string().min(1).optional(),
    example: "smtp.example.com",
    about: "SMTP server; without it digests are kept but not sent",
  },
  mailPort: {
    key: "mail.port",
    variable: "MUSTER_MAIL_PORT",
    schema: Port,
    example: "587",
    about: "its port; 465 starts with TLS, others change to it",
  },
  mailUser: {
    key: "mail.user",
    variable: "MUSTER_MAIL_USER",
    schema: z.string().min(1).optional(),
    example: "muster",
    about: "name to sign in to the SMTP server with",
  },
  metricsToken: {
    key: "metrics.token",
    variable: "MUSTER_METRICS_TOKEN",
    schema: z
      .string()
      .regex(/^[\x21-\x7e]{20,300}$/, "expected 20 to 300 letters, digits and signs without a space")
      .optional(),
    example: "(a long random word)",
    about: "what a scraper of /metrics shows as its bearer token; without it there are no metrics",
    isSecret: true,
  },
  mailPassword: {
    key: "mail.password",
    variable: "MUSTER_MAIL_PASSWORD",
    schema: z.string().min(1).optional(),
    example: "(the password)",
    about: "its password; better in MUSTER_MAIL_PASSWORD_FILE",
    isSecret: true,
  },
  mailFrom: {
    key: "mail.from",
    variable: "MUSTER_MAIL_FROM",
    schema: z.email("expected a mail address"),
    example: "muster@example.com",
    about: "sender of every mail",
  },
  mailTo: {
    key: "mail.to",
    variable: "MUSTER_MAIL_TO",
    schema: List.pipe(z.array(z.email("expected mail addresses"))),
    example: "it@example.com",
    about: "the first list's recipients; change them on the dashboard later",
  },
  lettersTo: {
    key: "letters.to",
    variable: "MUSTER_LETTERS_TO",
    schema: z
      .string()
      .refine(
        (text) => text.includes("{account}") && addressOf(text, "anna") !== null,
        "expected an address with {account} in it",
      )
      .optional(),
    example: "{account}@example.com",
    about:
      "writes to staff when their password ends or their virus definitions are old; the address of an account; default: nobody",
  },
  lettersLanguage: {
    key: "letters.language",
    variable: "MUSTER_LETTERS_LANGUAGE",
    schema: z.enum(["en", "de", "fr"]),
    example: "de",
    about: "the language of those letters: en, de or fr",
  },
  mailAllowPlain: {
    key: "mail.allowPlain",
    variable: "MUSTER_MAIL_ALLOW_PLAIN",
    schema: Toggle,
    example: "false",
    about: "send without TLS; without asking only to this PC itself",
  },
  mailDkimDomain: {
    key: "mail.dkim.domain",
    variable: "MUSTER_MAIL_DKIM_DOMAIN",
    schema: z.string().min(1).optional(),
    example: "example.com",
    about: "sign mails by DKIM for this domain, with the two below",
  },
  mailDkimSelector: {
    key: "mail.dkim.selector",
    variable: "MUSTER_MAIL_DKIM_SELECTOR",
    schema: z.string().min(1).optional(),
    example: "muster",
    about: "the selector under which the public key stands in DNS",
  },
  mailDkimKey: {
    key: "mail.dkim.key",
    variable: "MUSTER_MAIL_DKIM_KEY",
    schema: z.string().includes("PRIVATE KEY", "expected a private key in PEM form").optional(),
    example: "(the private key)",
    about: "the private key in PEM; better in MUSTER_MAIL_DKIM_KEY_FILE",
    isSecret: true,
  },
  alertsAllowLoopback: {
    key: "alerts.allowLoopback",
    variable: "MUSTER_ALERTS_ALLOW_LOOPBACK",
    schema: Toggle,
    example: "false",
    about: "let alerts be sent to services on this PC itself, without TLS too",
  },
  secondFactorFor: {
    key: "signIn.secondFactorFor",
    variable: "MUSTER_SECOND_FACTOR_FOR",
    schema: List.pipe(z.array(z.enum(ROLES, `expected roles: ${ROLES.join(", ")}`))),
    example: "owner, admin",
    about: "roles that may not sign in without a second factor; default: every role",
  },
  signInByLink: {
    key: "signIn.byLink",
    variable: "MUSTER_SIGN_IN_BY_LINK",
    schema: Toggle.optional(),
    example: "false",
    about:
      "a one-time link opens a session for whoever has set up nothing; default: true while listen.address is this PC, where alone it may be",
  },
  logLevel: {
    key: "log.level",
    variable: "MUSTER_LOG_LEVEL",
    schema: z.enum(["debug", "info", "warn", "error"]),
    example: "info",
    about: "debug, info, warn or error",
  },
} satisfies Settings;

export type ServerConfig = Readonly<SettingValues<typeof SERVER_SETTINGS>>;
export type ServerFlags = Partial<Record<keyof typeof SERVER_SETTINGS, unknown>> & { config?: string };

/** The policy that a new server starts with. */
export const EXAMPLE_POLICY_FILE = join(import.meta.dirname, "../policy/default.yaml");

/**
 * The one reader of the environment: defaults, then the YAML file, then `MUSTER_...` variables, then flags.
 * @throws AppError `config_invalid`, naming every fault.
 */
export function loadConfig(flags: ServerFlags, environment: NodeJS.ProcessEnv = process.env): ServerConfig {
  const { config: flagPath, ...given } = flags;
  const path = flagPath ?? environment.MUSTER_CONFIG_FILE;
  const resolved = configure(SERVER_SETTINGS, {
    defaults: {
      dataDir: defaultDataDir(environment),
      listenAddress: "127.0.0.1",
      httpsPort: 8443,
      httpPort: 8080,
      storeBinding: "auto",
      reportIntervalMs: "5m",
      keepReportsMs: "90d",
      keepHistoryMs: "800d",
      digestTime: "06:00",
      digestTimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      mailPort: 587,
      mailFrom: `muster@${mailDomainOf(hostname())}`,
      mailTo: [],
      lettersLanguage: "en",
      mailAllowPlain: false,
      alertsAllowLoopback: false,
      secondFactorFor: [...ROLES],
      logLevel: "info",
    },
    file: path ? { path, document: readYaml(path) } : null,
    environment,
    flags: given,
    readSecret,
  });
  const faults = resolved.ok ? dependentFaults(resolved.values) : resolved.faults;
  if (resolved.ok && faults.length === 0) return resolved.values;
  throw new AppError("config_invalid", `\n  ${faults.join("\n  ")}`);
}

export function describeServerSettings(): string {
  return describeSettings(SERVER_SETTINGS);
}

function dependentFaults(config: ServerConfig): string[] {
  const faults: string[] = [];
  const dkim = [config.mailDkimDomain, config.mailDkimSelector, config.mailDkimKey];
  if (dkim.includes(undefined) && dkim.some((each) => each !== undefined)) {
    faults.push("mail.dkim: expected domain, selector and key, or none of them.");
  }
  if (config.databaseUrl !== undefined && !isPrivateWay(new URL(config.databaseUrl))) {
    faults.push("store.databaseUrl: expected ?sslmode=verify-full where the database is not on this computer.");
  }
  if (config.signInByLink && !isLoopback(config.listenAddress)) {
    faults.push("signIn.byLink: expected false while listen.address lets other PCs in.");
  }
  return faults;
}

/** Where the data of a user's own server lives, by the conventions of each OS. */
function defaultDataDir(environment: NodeJS.ProcessEnv): string {
  if (process.platform === "win32") {
    return join(environment.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "Muster");
  }
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "Muster");
  return join(environment.XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "muster");
}

export function isLoopback(address: string): boolean {
  return address === "localhost" || address === "::1" || address.startsWith("127.");
}

/** A mail address needs a domain with a dot; `.internal` is the one set aside for private use (ICANN, 2024). */
export function mailDomainOf(name: string): string {
  return name.includes(".") ? name : `${name.replace(/[^A-Za-z0-9-]/g, "") || "muster"}.internal`;
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

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    // Intl tells an unknown zone only by throwing.
    return false;
  }
}

function storeFileOf(config: Pick<ServerConfig, "dataDir">): string {
  return join(config.dataDir, "server", "muster.db");
}

/** Whether nobody can listen on the way to a database: it does not leave this computer, or goes over TLS to the one that is meant. */
function isPrivateWay({ hostname: host, searchParams }: URL): boolean {
  const isHere = host === "" || host === "localhost" || isLoopback(host.replace(/^\[|\]$/g, ""));
  return isHere || searchParams.get("sslmode") === "verify-full";
}

/** Where the store is kept. */
export function storePlaceOf(config: Pick<ServerConfig, "dataDir" | "storeBinding" | "databaseUrl">): StorePlace {
  const { databaseUrl, storeBinding } = config;
  if (databaseUrl !== undefined) return { kind: "postgres", url: databaseUrl };
  return { kind: "sqlite", file: storeFileOf(config), binding: storeBinding };
}

/** The key under which secrets stand in the store. */
export function secretsKeyFileOf(config: Pick<ServerConfig, "dataDir">): string {
  return join(config.dataDir, "server", "secrets.key");
}
