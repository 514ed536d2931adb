import { RULE_TITLES } from "@muster/shared/rules.ts";
import { countingIn } from "../count.ts";
import { wordsOf } from "../spoken.ts";

const { count, number } = countingIn("en");

/** What is said on more than one page. */
export const ENGLISH = {
  machineStatus: {
    "non-compliant": "Non-compliant",
    unknown: "Unknown",
    "in-grace": "In grace",
    "accepted-risk": "Accepted risk",
    "not-covered": "Not covered",
    compliant: "Compliant",
  },
  verdict: {
    fail: "Fails",
    unknown: "Unknown",
    warn: "Warning",
    pass: "Passes",
    "not-applicable": "Not applicable",
  },
  reachability: { online: "In reach", asleep: "Asleep", away: "Away", overdue: "Overdue", missing: "Missing" },
  rules: RULE_TITLES,
  probes: {
    machine: "Machine",
    antivirus: "Antivirus",
    firewall: "Firewall",
    passwords: "Passwords",
    encryption: "Disk encryption",
    "screen-lock": "Screen lock",
    updates: "Updates",
    storage: "Storage",
  },
  roles: { owner: "owner", admin: "admin", responder: "responder", auditor: "auditor", viewer: "viewer" },
  severity: { low: "low", medium: "medium", high: "high", critical: "critical" },
  machines: (many: number) => count(many, "machine", "machines"),
  shown: (many: number) => `${number(many)} shown`,
  loadMore: "Load more",
  changesShow: (many: number) => `${count(many, "change", "changes")} - show`,
  selected: (many: number) => `${number(many)} selected`,
  clear: "Clear",
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  copy: "Copy",
  copied: "Copied",
  tryAgain: "Try again",
  noChart: "The chart cannot be drawn in this browser.",
  justNow: "just now",
  fewSeconds: "a few seconds",
};
export type Words = typeof ENGLISH;

export const say = wordsOf("common", ENGLISH);
