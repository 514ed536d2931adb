import { defineRule, inWords, judged } from "../rule.ts";

export const freeSpace = defineRule({
  id: "free-space",
  reads: "storage",
  controls: ["ISO 27001 A.8.6"],
  whenUnsupported: "not-applicable",
  gist: ({ volumes }) => volumes.map((volume) => volume.freePercent),
  judge(free, { minPercent }) {
    if (free.length === 0) return judged("unknown");
    const least = Math.min(...free);
    return judged(least < minPercent ? "fail" : "pass", free.indexOf(least));
  },
  explain({ volumes }, { status, decider }, { minPercent }) {
    const limit = `at least ${minPercent} % free`;
    const volume = volumes[decider];
    if (!volume) return inWords("It could not be read how much room the disk has.", { limit });
    const measured = `${volume.name} ${volume.freePercent} % free`;
    const sentence =
      status === "fail"
        ? `${volume.name} has only ${volume.freePercent} % of its room left.`
        : `${volume.name} has ${volume.freePercent} % of its room left.`;
    return inWords(sentence, { measured, limit });
  },
  remedies: {
    linux: ["Make room: empty the trash, remove what you no longer need, or run sudo apt clean."],
    darwin: ["Open System Settings, then General, then Storage, and follow the recommendations."],
    win32: ["Open Settings, then System, then Storage, and choose Cleanup recommendations."],
  },
});
