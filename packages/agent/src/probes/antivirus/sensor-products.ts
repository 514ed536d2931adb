import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import { noDefinitionsNeeded } from "./product.ts";

/** A sensor that recognises behaviour: it has no definitions to age, so only whether it runs and is whole counts. */
export function sensorProduct(
  name: string,
  state: AntivirusProduct["state"],
  source: string,
  version: string | null = null,
): AntivirusProduct {
  return {
    name,
    state,
    realTime: state === "on" ? "on" : state === "off" ? "off" : "unknown",
    definitions: noDefinitionsNeeded("a behaviour engine, without definitions that age"),
    registration: "genuine",
    version,
    source,
  };
}
