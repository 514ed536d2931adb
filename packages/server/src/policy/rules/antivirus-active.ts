import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import { defineRule, plainly } from "../rule.ts";
import { listText } from "../wording.ts";

const LIMIT = "one product on";

export const antivirusActive = defineRule({
  id: "antivirus-active",
  probe: "antivirus",
  judge({ products }, { mustBeRealTime }) {
    const genuine = products.filter((product) => product.registration !== "ghost");
    if (genuine.length === 0) {
      return plainly("fail", "No antivirus product was found.", { measured: "none found", limit: LIMIT });
    }
    const on = genuine.filter((product) => product.state === "on");
    if (on.length === 0) return withoutActive(genuine);
    const best = on.find((product) => product.realTime === "on") ?? on[0];
    const facts = { measured: `${best?.name} on`, limit: LIMIT, source: best?.source ?? null };
    if (mustBeRealTime && !on.some((product) => product.realTime === "on")) {
      const isUnknown = on.some((product) => product.realTime === "unknown");
      return plainly(
        isUnknown ? "unknown" : "fail",
        isUnknown
          ? `${names(on)} does not tell whether it looks at files as they are opened.`
          : `${names(on)} is on, but does not look at files as they are opened.`,
        { ...facts, limit: "real-time protection on" },
      );
    }
    return plainly("pass", `${names(on)} is on.`, facts);
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

function withoutActive(products: AntivirusProduct[]) {
  const unclear = products.filter((product) => product.state === "unknown");
  const measured = products.map((product) => `${product.name} ${product.state}`).join(", ");
  const source = products[0]?.source ?? null;
  return unclear.length > 0
    ? plainly("unknown", `${names(unclear)} does not tell whether it is on.`, { measured, limit: LIMIT, source })
    : plainly("fail", `No antivirus is on: ${measured}.`, { measured, limit: LIMIT, source });
}

function names(products: AntivirusProduct[]): string {
  return listText(products.map((product) => product.name));
}
