import { Button, Paper, Stack, Text, Title } from "@mantine/core";
import type { WallOffer } from "@muster/shared/wall.ts";
import { CopyLine } from "../../parts/copy-line.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";

type Props = { offer: WallOffer; link: string; onClose: () => void };

/** The link of a new screen; the server keeps only its hash, so that it is shown this once. */
export function WallOfferNotice({ offer: { wall }, link, onClose }: Props) {
  return (
    <Paper component="section" aria-label={`Link for ${wall.name}`} bg="var(--surface-page)">
      <Stack gap="sm" align="stretch">
        <Title order={3}>Link for {wall.name}</Title>
        <Text size="sm">
          Open it on the screen, and make it the page that its browser starts with. It ends{" "}
          <TimeAgo at={wall.expiresAt} /> and is not shown again. Whoever has it sees the figures, and nothing else.
        </Text>
        <CopyLine line={link} label={`Wall link for ${wall.name}`} />
        <Button size="compact-sm" variant="default" style={{ alignSelf: "flex-start" }} onClick={onClose}>
          Done
        </Button>
      </Stack>
    </Paper>
  );
}
