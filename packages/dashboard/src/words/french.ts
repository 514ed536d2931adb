import { FRENCH as frame } from "../pages/frame/words-french.ts";
import { FRENCH as machines } from "../pages/machines/words-french.ts";
import { FRENCH as overview } from "../pages/overview/words-french.ts";
import type { AllWords } from "./all-words.ts";
import { FRENCH as common } from "./common/words-french.ts";
import { FRENCH as errors } from "./errors/errors-french.ts";

export const FRENCH: AllWords = { common, errors, frame, machines, overview };
