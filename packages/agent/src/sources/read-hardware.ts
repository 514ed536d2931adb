import { type Answer, answered } from "../probes/answer.ts";

/**
 * The machine's maker, model and numbers as JSON, by `systeminformation`'s `system()` alone.
 * Imported only when asked: the package takes longer to load than most probes take to run.
 */
export async function readHardware(): Promise<Answer> {
  try {
    const { system } = await import("systeminformation");
    return answered(JSON.stringify(await system()));
  } catch (error) {
    return {
      kind: "failed",
      reason: `systeminformation: ${error instanceof Error ? error.message : "unexpected fault"}`,
    };
  }
}
