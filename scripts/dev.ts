/** `npm run dev`: the server, started again at each change, and the dashboard served by Vite with live reload. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createServer } from "vite";
import { ROOT, SERVER_MAIN } from "./child.ts";

const server = spawn(process.execPath, ["--watch", SERVER_MAIN, ...process.argv.slice(2), "serve"], {
  cwd: ROOT,
  stdio: "inherit",
});
const dashboard = await createServer({ root: join(ROOT, "packages/dashboard"), server: { host: "127.0.0.1" } });
await dashboard.listen();
dashboard.printUrls();
console.log("Sign in with the link above, but at Vite's address and port.");

server.once("exit", (code) => {
  process.exitCode = code ?? 1;
  void dashboard.close();
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));
