import { z } from "zod";
import type { RuntimeSource } from "../source.ts";

/** What the runtime answers, as the source `runtime` gives it. */
export const Runtime = z.object({ hostname: z.string().min(1), kernel: z.string(), architecture: z.string() });

export const RUNTIME: RuntimeSource = {
  kind: "runtime",
  id: "runtime",
  tells: "the machine's name, kernel and architecture",
  privilege: "none",
};
