import { z } from "zod";
import { ExplainedVerdict } from "./api.ts";
import { PROBE_IDS, type ProbeId } from "./facts/index.ts";
import { Platform } from "./facts/machine.ts";
import { MAX_CAPTURE_CHARS, MAX_TAGS } from "./limits.ts";
import { Tag } from "./policy.ts";
import { OutcomesByProbe } from "./report.ts";
import { Instant, Name } from "./text.ts";

const Probe = z.enum(PROBE_IDS as [ProbeId, ...ProbeId[]]);

/** A place that the agent reads from: what output of it can be pasted. */
export const ParserSource = z.object({
  probe: Probe,
  platform: Platform,
  id: Name,
  /** The command, the file or the question that it stands for. */
  standsFor: z.string(),
});
export type ParserSource = z.infer<typeof ParserSource>;

/** Every source that can be read; none where the agent's program does not stand beside the server. */
export const ParserSources = z.object({ items: z.array(ParserSource) });

export const Capture = z.strictObject({
  probe: Probe,
  platform: Platform,
  source: Name,
  /** What the tool printed, or the file itself. */
  text: z.string().max(MAX_CAPTURE_CHARS),
  exitCode: z.number().int().min(-2_147_483_648).max(4_294_967_295).default(0),
  /** When it was captured; now when left out. */
  capturedAt: Instant.optional(),
  /** Tags of the machine that it is judged as. */
  tags: z.array(Tag).max(MAX_TAGS).default([]),
});
export type Capture = z.infer<typeof Capture>;

/** How a capture is read, and what the policy in force says of it. */
export const CaptureReading = z.object({
  /** One probe's outcome. */
  outcomes: OutcomesByProbe,
  /** Of the rules that weigh this probe. */
  verdicts: z.array(ExplainedVerdict),
  policyVersion: z.number().int(),
});
export type CaptureReading = z.infer<typeof CaptureReading>;
