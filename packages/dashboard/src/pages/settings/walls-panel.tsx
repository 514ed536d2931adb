import { Skeleton, Stack, Text } from "@mantine/core";
import type { WallOffer } from "@muster/shared/wall.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { wallLinksQuery } from "../../api/walls.ts";
import { TextLink } from "../../parts/links.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { NewWall } from "./new-wall.tsx";
import { WallOfferNotice } from "./wall-offer-notice.tsx";
import { WallTable } from "./wall-table.tsx";

/** The links by which screens on a wall show the fleet. */
export function WallsPanel() {
  const { data, error, refetch } = useQuery(wallLinksQuery);
  const [offer, setOffer] = useState<{ made: WallOffer; link: string } | null>(null);
  return (
    <Panel
      title="Wall screens"
      aside={
        <TextLink to="/wall" size="sm">
          See what they show
        </TextLink>
      }
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          A screen on a wall opens a link and shows the fleet's figures by itself: no names, nothing to press, nobody
          signed in. Each link ends by itself, and can be taken back before.
        </Text>
        <NewWall onMade={(made, link) => setOffer({ made, link })} />
        {offer !== null && <WallOfferNotice offer={offer.made} link={offer.link} onClose={() => setOffer(null)} />}
        {data !== undefined ? (
          <WallTable walls={data.items} />
        ) : error !== null ? (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton height={120} aria-busy />
        )}
      </Stack>
    </Panel>
  );
}
