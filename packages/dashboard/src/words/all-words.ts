import type * as conflicts from "../pages/conflicts/words.ts";
import type * as flags from "../pages/flags/words.ts";
import type * as frame from "../pages/frame/words.ts";
import type * as machine from "../pages/machine/words.ts";
import type * as machines from "../pages/machines/words.ts";
import type * as overview from "../pages/overview/words.ts";
import type * as waivers from "../pages/waivers/words.ts";
import type * as common from "./common/words.ts";
import type { ErrorWords } from "./errors/errors.ts";

/** Every area of the dashboard that speaks, by name; its English says which words there are. */
export type AllWords = {
  common: common.Words;
  conflicts: conflicts.Words;
  errors: ErrorWords;
  flags: flags.Words;
  frame: frame.Words;
  machine: machine.Words;
  machines: machines.Words;
  overview: overview.Words;
  waivers: waivers.Words;
};
