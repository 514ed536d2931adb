import { describeDuration } from "@muster/shared/duration.ts";
import { defineRule, inWords, judged } from "../rule.ts";

export const clockRight = defineRule({
  id: "clock-right",
  reads: "contact",
  controls: ["ISO 27001 A.8.17", "CIS 8.4"],
  whenUnsupported: "unknown",
  gist: ({ clockAheadMs }) => (clockAheadMs === null ? null : Math.abs(clockAheadMs)),
  judge: (offMs, { maxOff }) => judged(offMs === null ? "unknown" : offMs > maxOff ? "fail" : "pass"),
  explain({ clockAheadMs }, _judged, { maxOff }) {
    const limit = `at most ${describeDuration(maxOff)} off`;
    if (clockAheadMs === null) return inWords("Its clock has not been compared with the server's yet.", { limit });
    // The travel time of a report counts as clock error, so that small differences say nothing.
    const isOff = Math.abs(clockAheadMs) > maxOff;
    const off = `${describeDuration(clockAheadMs)} ${clockAheadMs > 0 ? "ahead" : "behind"}`;
    return inWords(isOff ? `Its clock is ${off}.` : "Its clock agrees with the server's.", {
      measured: isOff ? off : "right",
      limit,
      source: "the server's clock at the last report",
    });
  },
  remedies: {
    linux: ["Turn on setting the clock over the network: sudo timedatectl set-ntp true"],
    darwin: ["Open System Settings, then General, then Date & Time, and turn on Set time and date automatically."],
    win32: ["Open Settings, then Time & language, then Date & time, and turn on Set time automatically."],
  },
});
