import { GERMAN as frame } from "../pages/frame/words-german.ts";
import { GERMAN as machines } from "../pages/machines/words-german.ts";
import { GERMAN as overview } from "../pages/overview/words-german.ts";
import type { AllWords } from "./all-words.ts";
import { GERMAN as common } from "./common/words-german.ts";
import { GERMAN as errors } from "./errors/errors-german.ts";

export const GERMAN: AllWords = { common, errors, frame, machines, overview };
