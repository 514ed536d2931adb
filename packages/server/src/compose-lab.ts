import { join } from "node:path";
import { openParserLab, type ParserLab } from "./lab/parser-lab.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** The agent's program, where the server runs from a clone of the project. */
const AGENT_PROGRAM = join(ROOT, "packages/agent/src/main.ts");

export function composeLab(now: () => number): ParserLab {
  return openParserLab({ program: AGENT_PROGRAM, readable: [join(ROOT, "packages"), join(ROOT, "node_modules")], now });
}
