import { FRENCH as conflicts } from "../pages/conflicts/words-french.ts";
import { FRENCH as flags } from "../pages/flags/words-french.ts";
import { FRENCH as frame } from "../pages/frame/words-french.ts";
import { FRENCH as machine } from "../pages/machine/words-french.ts";
import { FRENCH as machines } from "../pages/machines/words-french.ts";
import { FRENCH as overview } from "../pages/overview/words-french.ts";
import { FRENCH as waivers } from "../pages/waivers/words-french.ts";
import type { AllWords } from "./all-words.ts";
import { FRENCH as common } from "./common/words-french.ts";
import { FRENCH as errors } from "./errors/errors-french.ts";

export const FRENCH: AllWords = { common, conflicts, errors, flags, frame, machine, machines, overview, waivers };
