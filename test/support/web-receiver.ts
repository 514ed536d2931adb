import { createServer } from "node:http";

export type ReceivedPost = { path: string; headers: Record<string, string | string[] | undefined>; body: string };

/** A real HTTP server on loopback that keeps what is posted to it, and answers as it is told. */
export async function startWebReceiver() {
  const received: ReceivedPost[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      const status = answers.shift() ?? 200;
      if (status < 300) received.push({ path: request.url ?? "", headers: request.headers, body });
      response.writeHead(status, status === 302 ? { location: "http://127.0.0.1:1/" } : {}).end("told");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    /** The statuses of the next answers; after those all are 200. */
    answers,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
