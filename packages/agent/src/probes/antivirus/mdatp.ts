import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import { MAX_TEXT_CHARS } from "@muster/shared/limits.ts";
import { clip } from "@muster/shared/text.ts";
import type { Ask } from "../reader.ts";
import type { CommandSource } from "../source.ts";
import { parseMdatpHealth } from "./mdatp-health.ts";
import { unreadableProduct } from "./product.ts";

export const MDATP: CommandSource = {
  kind: "command",
  id: "mdatp",
  tells: "the state and definitions of Microsoft Defender for Endpoint",
  programs: ["/usr/bin/mdatp", "/usr/local/bin/mdatp", "/opt/microsoft/mdatp/sbin/wdavdaemonclient"],
  args: ["health", "--output", "json"],
  privilege: "none",
};

/** Microsoft Defender for Endpoint on Linux and macOS; null where it is not installed. */
export async function readMdatp(ask: Ask): Promise<AntivirusProduct | null> {
  const answer = await ask(MDATP);
  switch (answer.kind) {
    case "missing":
    case "skipped":
      return null;
    case "denied":
    case "failed":
      return unreadableProduct("Microsoft Defender for Endpoint", clip(answer.reason, MAX_TEXT_CHARS));
    case "answered": {
      const product = parseMdatpHealth(answer.stdout);
      const reason = `mdatp health answered with something else than its JSON (exit code ${answer.exitCode})`;
      return product ?? unreadableProduct("Microsoft Defender for Endpoint", reason);
    }
  }
}
