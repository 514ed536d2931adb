import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export type DatabaseStamp = { version: number; builtAt: Date };

/** The fields at the start of a ClamAV database (clamav libclamav/cvd.c); the epoch stands last. */
function stampText({ version, builtAt }: DatabaseStamp, md5: string): string {
  const day = builtAt.toLocaleDateString("en-GB", { day: "2-digit", month: "short", year: "numeric", timeZone: "UTC" });
  const time = builtAt.toISOString().slice(11, 16).replace(":", "-");
  return `ClamAV-VDB:${day} ${time} +0000:${version}:1:90:${md5}:X:test:${Math.floor(builtAt.getTime() / 1_000)}`;
}

/** The 512 bytes at the start of a database, padded with blanks. */
export function clamavHeader(stamp: DatabaseStamp): string {
  return stampText(stamp, "X").padEnd(512);
}

/**
 * A whole unsigned database (.cud) with one invented signature, which a real clamd loads: the header, then a packed archive
 * whose `daily.info` repeats the header and names each file's SHA-256.
 */
export function buildDatabase(folder: string, stamp: DatabaseStamp): Buffer {
  mkdirSync(folder, { recursive: true });
  const signature = `Muster-Test.UNOFFICIAL:0:*:${Buffer.from("muster invented pattern").toString("hex")}\n`;
  const sha256 = createHash("sha256").update(signature).digest("hex");
  writeFileSync(join(folder, "COPYING"), "invented\n");
  writeFileSync(join(folder, "daily.ndb"), signature);
  writeFileSync(
    join(folder, "daily.info"),
    `${stampText(stamp, "X")}\ndaily.ndb:${Buffer.byteLength(signature)}:${sha256}\n`,
  );
  const names = ["COPYING", "daily.info", "daily.ndb"];
  const options = ["--format=ustar", "--owner=0", "--group=0", "-czf", "packed.tgz"];
  spawnSync("/usr/bin/tar", [...options, ...names], { cwd: folder });
  const body = readFileSync(join(folder, "packed.tgz"));
  const header = stampText(stamp, createHash("md5").update(body).digest("hex")).padEnd(512);
  return Buffer.concat([Buffer.from(header), body]);
}

/** Starts a real clamd on its own folder and socket; resolves when it listens. */
export async function startClamd(
  folder: string,
  database: Buffer,
): Promise<{ socket: string; stop: () => Promise<void> }> {
  const [databases, socket, conf] = [join(folder, "databases"), join(folder, "clamd.sock"), join(folder, "clamd.conf")];
  mkdirSync(databases);
  writeFileSync(join(databases, "daily.cud"), database);
  writeFileSync(conf, `LocalSocket ${socket}\nDatabaseDirectory ${databases}\nForeground yes\nSelfCheck 0\n`);
  const clamd = spawn("/usr/sbin/clamd", ["-c", conf], { stdio: "ignore", env: { TZ: "UTC", PATH: "/usr/bin:/bin" } });
  const ended = new Promise<void>((resolve) => clamd.on("exit", () => resolve()));
  for (let tries = 0; tries < 300 && clamd.exitCode === null && !existsSync(socket); tries += 1) await wait(100);
  if (!existsSync(socket)) throw new Error("clamd did not start");
  return {
    socket,
    stop: async () => {
      clamd.kill();
      await ended;
    },
  };
}
