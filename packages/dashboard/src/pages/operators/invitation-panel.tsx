import { Button, Text } from "@mantine/core";
import type { Invitation } from "@muster/shared/api.ts";
import { CopyLine } from "../../parts/copy-line.tsx";
import { Panel } from "../../parts/panel.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";

/** The link for a new operator; the server keeps only its hash, so that it is shown this once. */
export function InvitationPanel({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { operator, link, expiresAt } = invitation;
  return (
    <Panel
      title={`Link for ${operator.name}`}
      aside={
        <Button size="compact-sm" variant="default" onClick={onClose}>
          Done
        </Button>
      }
    >
      <Text size="sm">
        Hand it over where only {operator.name} reads it: whoever opens it is signed in as {operator.role}. It works
        once, expires <TimeAgo at={expiresAt} />, and is not shown again.
      </Text>
      <CopyLine line={link} label={`Sign-in link for ${operator.name}`} />
    </Panel>
  );
}
