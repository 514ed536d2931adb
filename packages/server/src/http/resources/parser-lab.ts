import { Problem } from "@muster/shared/api.ts";
import { Capture, CaptureReading, ParserSources } from "@muster/shared/parser-lab.ts";
import { toEpochMs } from "@muster/shared/text.ts";
import { judgeCapture } from "../../feed/judge-capture.ts";
import type { App, HttpContext } from "../http-context.ts";

const tags = ["Parser lab"];

/** Readings per address and minute: each starts a process. */
const READINGS_PER_MINUTE = 60;

/** Trying out how a tool's output is read and judged. Nothing of it is kept. */
export function parserLabRoutes(app: App, { parserLab, policy, now }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/parser-lab/sources",
    schema: { tags, summary: "Every source whose output can be read", response: { 200: ParserSources } },
    handler: async () => ({ items: await parserLab.sources() }),
  });

  app.route({
    method: "POST",
    url: "/api/v1/parser-lab/readings",
    config: { rateLimit: { max: READINGS_PER_MINUTE, timeWindow: "1 minute" } },
    schema: {
      tags,
      summary: "Read one tool's output as the agent would, and judge it by the policy in force",
      body: Capture,
      response: { 200: CaptureReading, 400: Problem, 409: Problem, 422: Problem, 503: Problem },
    },
    handler: async ({ body }) => {
      const outcome = await parserLab.read(body);
      const at = body.capturedAt === undefined ? now() : toEpochMs(body.capturedAt);
      return judgeCapture(body, outcome, policy(), at);
    },
  });
}
