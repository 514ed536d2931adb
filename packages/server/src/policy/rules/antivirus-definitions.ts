import { describeDuration } from "@muster/shared/duration.ts";
import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import { MAX_FUTURE_MS } from "@muster/shared/limits.ts";
import type { SettingsOf } from "@muster/shared/policy.ts";
import { toEpochMs } from "@muster/shared/text.ts";
import { defineRule, type Judgement, plainly } from "../rule.ts";
import { dayText } from "../wording.ts";

type Settings = SettingsOf<"antivirus-definitions">;
type Dated = { product: AntivirusProduct; publishedAt: number };

export const antivirusDefinitions = defineRule({
  id: "antivirus-definitions",
  probe: "antivirus",
  judge({ products }, settings, now) {
    const candidates = protecting(products);
    if (candidates.length === 0) {
      return plainly("fail", "No antivirus product was found, so there are no virus definitions.", {
        measured: "none found",
        limit: limitText(settings),
      });
    }
    const withDefinitions = candidates.filter((product) => product.definitions.isNeeded);
    if (withDefinitions.length === 0) {
      return plainly("not-applicable", `${candidates[0]?.name} recognises behaviour and has no definitions to age.`);
    }
    const newest = newestDated(withDefinitions);
    return newest ? judgeDate(newest, settings, now) : judgeVendorFlag(withDefinitions, settings);
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

/** The products that are on; where none is, whatever is installed, since its definitions are what a scan would use. */
function protecting(products: AntivirusProduct[]): AntivirusProduct[] {
  const genuine = products.filter((product) => product.registration === "genuine");
  const on = genuine.filter((product) => product.state === "on");
  return on.length > 0 ? on : genuine;
}

function newestDated(products: AntivirusProduct[]): Dated | undefined {
  return products
    .flatMap((product) => {
      const { publishedAt, confidence } = product.definitions;
      return publishedAt !== null && confidence === "date" ? [{ product, publishedAt: toEpochMs(publishedAt) }] : [];
    })
    .toSorted((a, b) => b.publishedAt - a.publishedAt)[0];
}

function judgeDate({ product, publishedAt }: Dated, settings: Settings, now: number): Judgement {
  const { source } = product.definitions;
  const day = dayText(publishedAt);
  const facts = {
    measured: `from ${day}`,
    limit: limitText(settings),
    countedFrom: publishedAt,
    source,
    confidence: "date",
  } as const;
  if (publishedAt > now + MAX_FUTURE_MS) {
    return plainly(
      "unknown",
      `${product.name}'s definitions are dated ${day}, which is yet to come: a clock is wrong.`,
      {
        ...facts,
        changesAt: publishedAt - MAX_FUTURE_MS,
      },
    );
  }
  // A threshold is crossed when the age exceeds it: exactly at seven days it still holds.
  const warnsAt = publishedAt + settings.warnAfter + 1;
  const failsAt = publishedAt + settings.failAfter + 1;
  if (now >= failsAt) {
    return plainly(
      "fail",
      `${product.name}'s definitions are from ${day}; they may be ${describeDuration(settings.failAfter)} old at most.`,
      facts,
    );
  }
  if (now >= warnsAt) {
    return plainly("warn", `${product.name}'s definitions are from ${day} and are getting old.`, {
      ...facts,
      changesAt: failsAt,
    });
  }
  return plainly("pass", `${product.name}'s definitions are from ${day}.`, {
    ...facts,
    changesAt: Math.min(warnsAt, failsAt),
  });
}

/** A vendor's own bit is all there is: it is believed as far as it goes, and no number of days is made of it. */
function judgeVendorFlag(products: AntivirusProduct[], settings: Settings): Judgement {
  const limit = limitText(settings);
  const current = products.find((product) => product.definitions.vendorSaysCurrent === true);
  if (current) {
    return plainly("pass", `${current.name} says that its definitions are up to date; it does not tell their date.`, {
      measured: "up to date, says the product",
      limit,
      source: current.definitions.source,
      confidence: "flag",
    });
  }
  const outdated = products.find((product) => product.definitions.vendorSaysCurrent === false);
  if (outdated) {
    return plainly("fail", `${outdated.name} says that its definitions are out of date.`, {
      measured: "out of date, says the product",
      limit,
      source: outdated.definitions.source,
      confidence: "flag",
    });
  }
  return plainly("unknown", `${products[0]?.name} does not tell how old its definitions are.`, {
    limit,
    source: products[0]?.definitions.source ?? null,
    confidence: "none",
  });
}

function limitText(settings: Settings): string {
  return `at most ${describeDuration(settings.failAfter)} old`;
}
