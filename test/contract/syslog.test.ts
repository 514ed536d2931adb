import { createServer } from "node:tls";
import { expect, it } from "vitest";
import { testNews } from "../../packages/server/src/alerts/alert-news.ts";
import { sendSyslog, syslogText } from "../../packages/server/src/alerts/channels/syslog.ts";
import { ensureCertificates } from "../../packages/server/src/ops/certificates.ts";
import { newFolder, removeFolder } from "../support/programs.ts";

const GUARD = { allowLoopback: true };

it("sends one framed message over TLS to a server that the given CA vouches for, and to no other", async () => {
  const folder = await newFolder();
  const { key, chain } = await ensureCertificates(folder, ["localhost", "127.0.0.1"], Date.now());
  const ca = chain.slice(chain.lastIndexOf("-----BEGIN CERTIFICATE-----"));
  let heard = "";
  const ended = Promise.withResolvers<void>();
  const server = createServer({ key, cert: chain }, (socket) => {
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => {
      heard += text;
    });
    socket.once("end", () => ended.resolve());
  });
  server.on("tlsClientError", () => {
    // The client that does not trust us hangs up.
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const text = syslogText(
      testNews("SIEM", { now: Date.now(), dashboardUrl: "https://muster.example.com" }),
      "muster",
    );
    const target = { kind: "syslog", host: "localhost", port } as const;
    await expect(sendSyslog(target, text, GUARD)).rejects.toThrow(/certificate/);
    await expect(sendSyslog({ ...target, ca }, text, { allowLoopback: false })).rejects.toThrow(/No message is sent/);
    await sendSyslog({ ...target, ca }, text, GUARD);
    await ended.promise;
    // RFC 5425: the length in octets, a space, the message.
    expect(heard).toBe(`${Buffer.byteLength(text)} ${text}`);
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await removeFolder(folder);
  }
});
