import { GERMAN as conflicts } from "../pages/conflicts/words-german.ts";
import { GERMAN as flags } from "../pages/flags/words-german.ts";
import { GERMAN as frame } from "../pages/frame/words-german.ts";
import { GERMAN as machine } from "../pages/machine/words-german.ts";
import { GERMAN as machines } from "../pages/machines/words-german.ts";
import { GERMAN as overview } from "../pages/overview/words-german.ts";
import { GERMAN as waivers } from "../pages/waivers/words-german.ts";
import type { AllWords } from "./all-words.ts";
import { GERMAN as common } from "./common/words-german.ts";
import { GERMAN as errors } from "./errors/errors-german.ts";

export const GERMAN: AllWords = { common, conflicts, errors, flags, frame, machine, machines, overview, waivers };
