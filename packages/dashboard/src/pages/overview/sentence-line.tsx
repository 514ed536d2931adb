import type { FleetSummary } from "@muster/shared/api.ts";
import type { ReactNode } from "react";
import { TextLink } from "../../parts/links.tsx";
import { fleetSentence, type SentencePart } from "./fleet-sentence.ts";

export function SentenceLine({ summary }: { summary: FleetSummary }) {
  return (
    <span data-testid="fleet-sentence">
      {fleetSentence(summary).map((part, index) => (
        // The pieces have no identity but their place in the sentence.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Piece key={index} part={part} />
      ))}
    </span>
  );
}

function Piece({ part }: { part: SentencePart }): ReactNode {
  if (part.list === undefined) return part.text;
  switch (part.list) {
    case "compliant":
      return (
        <TextLink inherit underline="always" to="/machines" search={{ status: "compliant" }}>
          {part.text}
        </TextLink>
      );
    case "all":
      return (
        <TextLink inherit underline="always" to="/machines">
          {part.text}
        </TextLink>
      );
    case "open-flags":
      return (
        <TextLink inherit underline="always" to="/flags" search={{ state: "all" }}>
          {part.text}
        </TextLink>
      );
    case "resolved-flags":
      return (
        <TextLink inherit underline="always" to="/flags" search={{ state: "resolved" }}>
          {part.text}
        </TextLink>
      );
  }
}
