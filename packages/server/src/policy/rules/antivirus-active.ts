import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import type { VerdictStatus } from "@muster/shared/verdict.ts";
import { defineRule, type Explained, inWords, judged } from "../rule.ts";
import { listText } from "../wording.ts";

const LIMIT = "one product on";
const LIMIT_REAL_TIME = "real-time protection on";

export const antivirusActive = defineRule({
  id: "antivirus-active",
  reads: "antivirus",
  controls: ["ISO 27001 A.8.7", "CIS 10.1", "SOC 2 CC6.8"],
  whenUnsupported: "unknown",
  gist({ products }) {
    const plain = statusOf(products);
    return { plain, realTime: plain === "pass" ? realTimeStatusOf(products) : plain };
  },
  judge: (gist, { mustBeRealTime }) => judged(mustBeRealTime ? gist.realTime : gist.plain),
  explain({ products }, { status }, { mustBeRealTime }): Explained {
    const genuine = genuineOf(products);
    if (genuine.length === 0) {
      return inWords("No antivirus product was found.", { measured: "none found", limit: LIMIT });
    }
    const on = genuine.filter((product) => product.state === "on");
    if (on.length === 0) return withoutActive(genuine);
    const best = on.find((product) => product.realTime === "on") ?? on[0];
    const facts = { measured: `${best?.name} on`, limit: LIMIT, source: best?.source ?? null };
    if (status === "pass" || !mustBeRealTime) return inWords(`${names(on)} is on.`, facts);
    const sentence =
      status === "unknown"
        ? `${names(on)} does not tell whether it looks at files as they are opened.`
        : `${names(on)} is on, but does not look at files as they are opened.`;
    return inWords(sentence, { ...facts, limit: LIMIT_REAL_TIME });
  },
  remedies: {
    linux: [
      "Install ClamAV and start its daemon: sudo apt install clamav-daemon (or your distribution's equivalent).",
      "Check that it runs: systemctl status clamav-daemon",
    ],
    darwin: [
      "Open System Settings, then General, then Software Update, and turn on all automatic updates.",
      "If your company gave you an antivirus, open it and turn protection on.",
    ],
    win32: [
      "Open Windows Security, then Virus & threat protection.",
      "Turn on Real-time protection, or open the antivirus named there and turn it on.",
    ],
  },
});

function genuineOf(products: AntivirusProduct[]): AntivirusProduct[] {
  return products.filter((product) => product.registration !== "ghost");
}

function statusOf(products: AntivirusProduct[]): VerdictStatus {
  const genuine = genuineOf(products);
  if (genuine.some((product) => product.state === "on")) return "pass";
  return genuine.some((product) => product.state === "unknown") ? "unknown" : "fail";
}

function realTimeStatusOf(products: AntivirusProduct[]): VerdictStatus {
  const on = genuineOf(products).filter((product) => product.state === "on");
  if (on.some((product) => product.realTime === "on")) return "pass";
  return on.some((product) => product.realTime === "unknown") ? "unknown" : "fail";
}

function withoutActive(products: AntivirusProduct[]): Explained {
  const unclear = products.filter((product) => product.state === "unknown");
  const measured = products.map((product) => `${product.name} ${product.state}`).join(", ");
  const source = products[0]?.source ?? null;
  const sentence =
    unclear.length > 0 ? `${names(unclear)} does not tell whether it is on.` : `No antivirus is on: ${measured}.`;
  return inWords(sentence, { measured, limit: LIMIT, source });
}

function names(products: AntivirusProduct[]): string {
  return listText(products.map((product) => product.name));
}
