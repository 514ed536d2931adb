import { type Capture, CaptureReading, ParserSources } from "@muster/shared/parser-lab.ts";
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { request } from "./request.ts";

/** Known once and for all: the sources change with the agent's program. */
export const parserSourcesQuery = queryOptions({
  queryKey: ["parser-sources"],
  queryFn: ({ signal }) => request(ParserSources, "/parser-lab/sources", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export function readCapture(body: z.input<typeof Capture>): Promise<CaptureReading> {
  return request(CaptureReading, "/parser-lab/readings", { method: "POST", body });
}
