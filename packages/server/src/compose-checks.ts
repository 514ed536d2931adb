import type { CheckProgress } from "@muster/shared/api.ts";
import type { AgentPresence } from "./link/agent-presence.ts";
import { Checks } from "./link/checks.ts";

/** Joins "check now" to the agents' connections and to whoever watches. */
export function composeChecks(
  presence: AgentPresence,
  publish: (progress: CheckProgress[]) => void,
  now: () => number,
): Checks {
  return new Checks({
    send: (machineId, begun) => presence.askToCollect(machineId, begun),
    publish,
    now,
    after: (ms, act) => {
      const timer = setTimeout(act, ms);
      timer.unref();
      return { cancel: () => clearTimeout(timer) };
    },
  });
}
