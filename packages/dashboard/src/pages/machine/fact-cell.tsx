import { Code, Text } from "@mantine/core";
import { TimeAgo } from "../../parts/time-ago.tsx";
import type { FactValue } from "./describe-facts.ts";
import { say } from "./words.ts";

export function FactCell({ value }: { value: FactValue | undefined }) {
  switch (value?.kind) {
    case undefined:
    case "untold":
      return (
        <Text size="sm" c="dimmed" component="span" title={say.notToldWhy}>
          {say.notTold}
        </Text>
      );
    case "instant":
      return <TimeAgo at={value.at} />;
    case "code":
      return (
        <Code style={{ overflowWrap: "anywhere", background: "none", padding: 0, color: "inherit" }}>{value.text}</Code>
      );
    case "text":
      return <span style={{ overflowWrap: "break-word" }}>{value.text}</span>;
  }
}
