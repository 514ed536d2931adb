import type { Waiver } from "@muster/shared/waiver.ts";
import { say as common } from "../../words/common/words.ts";
import { say } from "./words.ts";

/** What a waiver is about, without its machine: `Firewall on`, `Passwords changed in time, for anna`, `every rule`. */
export function subjectOf({ rule, account }: Pick<Waiver, "rule" | "account">): string {
  const about = rule === null ? say.everyRule : common.rules[rule];
  return account === null ? about : say.forAccount(about, account);
}

export type Standing = "requested" | "to come" | "in force" | "ends soon" | "over" | "refused" | "withdrawn" | "ended";

/** How a waiver stands at an instant (epoch ms): an approved one is to come, in force or over. */
export function standingOf(waiver: Pick<Waiver, "state" | "startsAt" | "endsAt" | "endsSoon">, now: number): Standing {
  if (waiver.state !== "approved") return waiver.state;
  if (now >= Date.parse(waiver.endsAt)) return "over";
  if (now < Date.parse(waiver.startsAt)) return "to come";
  return waiver.endsSoon ? "ends soon" : "in force";
}

/** What may still be decided of a waiver that stands so. */
export function decisionsOn(standing: Standing): ("approve" | "refuse" | "withdraw" | "end")[] {
  switch (standing) {
    case "requested":
      return ["approve", "refuse", "withdraw"];
    case "to come":
    case "in force":
    case "ends soon":
      return ["end"];
    default:
      return [];
  }
}
