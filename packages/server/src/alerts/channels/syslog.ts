import { isIP } from "node:net";
import { connect } from "node:tls";
import type { AlertTarget } from "@muster/shared/alert.ts";
import { plain } from "../../mail/plain.ts";
import type { AlertNews } from "../alert-news.ts";
import { type Guard, guardedLookup, refuseLiteral } from "../guarded-lookup.ts";

/** Facility local0 (RFC 5424, 6.2.1). */
const FACILITY = 16;
const SYSLOG_SEVERITIES = { critical: 2, high: 3, medium: 4, low: 5 };
const CEF_SEVERITIES = { critical: 10, high: 8, medium: 5, low: 3 };
const TIMEOUT_MS = 15_000;

/** A syslog message of RFC 5424 whose text is an event in ArcSight's Common Event Format, revision 25. */
export function syslogText(news: AlertNews, host: string): string {
  const severity = news.kind === "healed" ? 5 : SYSLOG_SEVERITIES[news.severity];
  const header = (text: string): string => plain(text).replace(/[\\|]/g, "\\$&");
  const value = (text: string): string => plain(text).replace(/[\\=]/g, "\\$&");
  const extension = [
    `rt=${news.at}`,
    `cat=${news.kind}`,
    `cnt=${Math.max(1, news.machines)}`,
    ...(news.alertId === null ? [] : [`externalId=${value(news.alertId)}`]),
    `msg=${value(news.text)}`,
    `request=${value(news.link)}`,
  ].join(" ");
  const type = news.rule ?? news.kind;
  const event = `CEF:0|Muster|Muster|1|${header(type)}|${header(news.title)}|${CEF_SEVERITIES[news.severity]}|${extension}`;
  const name = host.replace(/[^\x21-\x7e]/g, "").slice(0, 255) || "-";
  return `<${FACILITY * 8 + severity}>1 ${new Date(news.at).toISOString()} ${name} muster - ${type.slice(0, 32)} - \ufeff${event}`;
}

/** Sends one message over TLS with its length before it (RFC 5425). There is no answer: it counts as sent once it has left. */
export async function sendSyslog(
  target: Extract<AlertTarget, { kind: "syslog" }>,
  text: string,
  guard: Guard,
): Promise<string> {
  refuseLiteral(target.host, guard);
  const frame = Buffer.from(text, "utf8");
  await new Promise<void>((resolve, reject) => {
    const socket = connect({
      host: target.host,
      port: target.port,
      lookup: guardedLookup(guard),
      minVersion: "TLSv1.2",
      ...(isIP(target.host) === 0 ? { servername: target.host } : {}),
      ...(target.ca === undefined ? {} : { ca: target.ca }),
    });
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error("did not answer in time")));
    socket.once("error", reject);
    socket.once("secureConnect", () => {
      socket.end(Buffer.concat([Buffer.from(`${frame.length} `), frame]), () => resolve());
    });
  });
  return "sent over TLS; syslog gives no answer";
}
