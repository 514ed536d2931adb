import type { Definitions } from "@muster/shared/facts/antivirus.ts";
import { type Instant, toInstant } from "@muster/shared/text.ts";
import type { SocketSource } from "../source.ts";
import { MONTHS } from "./clamav-header.ts";
import { unknownDefinitions } from "./product.ts";

export const CLAMD: SocketSource = {
  kind: "socket",
  id: "clamd",
  tells: "clamd's version, and the version and build time of the definitions that it has loaded",
  paths: (paths) => paths.clamdSockets,
  // clamd(8): the `z` prefix lets a command end with a zero byte.
  request: "zVERSION\0",
  privilege: "none",
  remedy: "set LocalSocketMode 666 in clamd.conf, or run the agent in LocalSocketGroup",
};

export type Clamd = {
  version: string;
  /** Null where clamd runs on other databases alone. */
  loaded: { version: number; builtAt: Instant | null } | null;
};

/** Reads `Sun May 31 08:00:00 2026` (ctime(3)). It has no zone; taken for UTC it is wrong by hours, never by days. */
function parseCtime(text: string): Instant | null {
  const match = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/.exec(text);
  if (!match) return null;
  const [, month = "", day, hours, minutes, seconds, year] = match;
  const monthIndex = MONTHS.indexOf(month);
  if (monthIndex < 0) return null;
  return toInstant(Date.UTC(Number(year), monthIndex, Number(day), Number(hours), Number(minutes), Number(seconds)));
}

/** Reads the answer to VERSION, `ClamAV 1.4.6/27630/Sun May 31 08:00:00 2026`; null when it is none. */
export function parseClamdVersion(text: string): Clamd | null {
  const match = /^ClamAV ([0-9][^/\s]{0,60})(?:\/(\d{1,9})\/([A-Za-z0-9: ]{1,40}))?$/.exec(
    text.replace(/[\0\s]+$/, ""),
  );
  if (match?.[1] === undefined) return null;
  const version = Number(match[2] ?? 0);
  return { version: match[1], loaded: version === 0 ? null : { version, builtAt: parseCtime(match[3] ?? "") } };
}

/**
 * The definitions in use: those that clamd has loaded where they are older than the files, or where no file tells. The
 * file's own date is preferred for the same version, as it has a zone.
 */
export function inUse(files: Definitions | null, clamd: Clamd | null): Definitions | null {
  const loaded = clamd?.loaded;
  if (!loaded) return files;
  const onDisk = files?.version == null ? null : Number(files.version);
  if (onDisk !== null && onDisk <= loaded.version) return files;
  const source =
    onDisk === null
      ? "clamd's own word, its time read as UTC"
      : `clamd has version ${loaded.version} loaded, older than version ${onDisk} on the disk: it was not told to reload`;
  return {
    ...unknownDefinitions(source),
    publishedAt: loaded.builtAt,
    version: String(loaded.version),
    confidence: loaded.builtAt === null ? "version" : "date",
  };
}
