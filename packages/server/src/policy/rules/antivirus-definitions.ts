import { describeDuration } from "@muster/shared/duration.ts";
import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import type { SettingsOf } from "@muster/shared/rules.ts";
import { toEpochMs } from "@muster/shared/text.ts";
import type { VerdictStatus } from "@muster/shared/verdict.ts";
import { judgeAgeing } from "../ageing.ts";
import { defineRule, type Explained, inWords, type Judged, judged } from "../rule.ts";
import { dayText } from "../wording.ts";

type Settings = SettingsOf<"antivirus-definitions">;

/** The newest definitions' date in use and whose they are, or what is known without any date. */
type Gist = { publishedAt: number; product: number } | { publishedAt: null; product: number; status: VerdictStatus };

export const antivirusDefinitions = defineRule({
  id: "antivirus-definitions",
  reads: "antivirus",
  controls: ["ISO 27001 A.8.7", "CIS 10.2", "SOC 2 CC6.8"],
  whenUnsupported: "unknown",
  gist({ products }): Gist {
    const inUse = inUseOf(products);
    if (inUse.length === 0) return { publishedAt: null, product: -1, status: "fail" };
    const aged = inUse.filter((product) => product.definitions.isNeeded);
    if (aged.length === 0) return { publishedAt: null, product: -1, status: "not-applicable" };
    let newest: { publishedAt: number; product: number } | null = null;
    for (const product of aged) {
      const { publishedAt, confidence } = product.definitions;
      if (publishedAt === null || confidence !== "date") continue;
      const at = toEpochMs(publishedAt);
      if (newest === null || at > newest.publishedAt) newest = { publishedAt: at, product: products.indexOf(product) };
    }
    return newest ?? byVendorFlag(products, aged);
  },
  judge(gist, { warnAfter, failAfter }, now) {
    if (gist.publishedAt === null) return judged(gist.status, gist.product);
    // A threshold is crossed when the age exceeds it: exactly at seven days it still holds.
    const { publishedAt } = gist;
    return judgeAgeing(publishedAt, publishedAt + warnAfter + 1, publishedAt + failAfter + 1, now, gist.product);
  },
  explain({ products }, { status, decider }, settings) {
    const limit = limitText(settings);
    const product = products[decider];
    if (!product) return withoutDecider(products, status, limit);
    const { publishedAt, source } = product.definitions;
    if (publishedAt === null) return explainVendorFlag(product, status, limit);
    const day = dayText(toEpochMs(publishedAt));
    const told = {
      measured: `from ${day}`,
      limit,
      countedFrom: toEpochMs(publishedAt),
      source,
      confidence: "date",
    } as const;
    return inWords(datedSentence(product.name, day, status, settings), told);
  },
  remedies: {
    linux: [
      "Update now: sudo freshclam (ClamAV) or mdatp definitions update (Defender).",
      "Keep it automatic: sudo systemctl enable --now clamav-freshclam",
    ],
    darwin: [
      "Open System Settings, then General, then Software Update.",
      "Under Automatic Updates turn on Install Security Responses and system files, then restart the Mac.",
    ],
    win32: [
      "Open Windows Security, then Virus & threat protection.",
      "Under Virus & threat protection updates choose Check for updates.",
    ],
  },
});

function datedSentence(name: string, day: string, status: Judged["status"], settings: Settings): string {
  switch (status) {
    case "unknown":
      return `${name}'s definitions are dated ${day}, which is yet to come: a clock is wrong.`;
    case "fail":
      return `${name}'s definitions are from ${day}; they may be ${describeDuration(settings.failAfter)} old at most.`;
    case "warn":
      return `${name}'s definitions are from ${day} and are getting old.`;
    default:
      return `${name}'s definitions are from ${day}.`;
  }
}

/** The products that are on; where none is, whatever is installed, since its definitions are what a scan would use. */
function inUseOf(products: AntivirusProduct[]): AntivirusProduct[] {
  const genuine = products.filter((product) => product.registration === "genuine");
  const on = genuine.filter((product) => product.state === "on");
  return on.length > 0 ? on : genuine;
}

/** A vendor's own bit is all there is: it is believed as far as it goes, and no number of days is made of it. */
function byVendorFlag(products: AntivirusProduct[], aged: AntivirusProduct[]): Gist {
  const saying = (says: boolean | null) =>
    products.findIndex((product) => aged.includes(product) && product.definitions.vendorSaysCurrent === says);
  const publishedAt = null;
  if (saying(true) >= 0) return { publishedAt, product: saying(true), status: "pass" };
  if (saying(false) >= 0) return { publishedAt, product: saying(false), status: "fail" };
  return { publishedAt, product: saying(null), status: "unknown" };
}

function explainVendorFlag(product: AntivirusProduct, status: Judged["status"], limit: string): Explained {
  const { source } = product.definitions;
  if (status === "unknown") {
    const sentence = `${product.name} does not tell how old its definitions are.`;
    return inWords(sentence, { limit, source, confidence: "none" });
  }
  const isCurrent = status === "pass";
  return inWords(
    isCurrent
      ? `${product.name} says that its definitions are up to date; it does not tell their date.`
      : `${product.name} says that its definitions are out of date.`,
    { measured: `${isCurrent ? "up to date" : "out of date"}, says the product`, limit, source, confidence: "flag" },
  );
}

function withoutDecider(products: AntivirusProduct[], status: Judged["status"], limit: string): Explained {
  if (status === "not-applicable") {
    return inWords(`${inUseOf(products)[0]?.name} recognises behaviour and has no definitions to age.`);
  }
  const sentence = "No antivirus product was found, so there are no virus definitions.";
  return inWords(sentence, { measured: "none found", limit });
}

function limitText(settings: Settings): string {
  return `at most ${describeDuration(settings.failAfter)} old`;
}
