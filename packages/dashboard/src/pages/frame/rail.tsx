import { Badge, Stack, Tooltip, UnstyledButton } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { summaryQuery } from "../../api/queries.ts";
import { RailLink } from "../../parts/links.tsx";
import { toneVariable } from "../../theme/status.ts";
import type { Place } from "./places.ts";
import { usePlaces } from "./use-places.ts";
import { say } from "./words.ts";

export function Rail({ isNarrow, onToggle }: { isNarrow: boolean; onToggle: () => void }) {
  const Toggle = isNarrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <Stack justify="space-between" h="100%">
      <Stack gap={2}>
        {usePlaces().map((place) => (
          <RailEntry key={place.to} place={place} isNarrow={isNarrow} />
        ))}
      </Stack>
      <UnstyledButton
        onClick={onToggle}
        aria-label={isNarrow ? say.railWords : say.railIcons}
        aria-expanded={!isNarrow}
        p="xs"
        c="dimmed"
        style={{ display: "flex", justifyContent: isNarrow ? "center" : "flex-start" }}
      >
        <Toggle size={18} aria-hidden />
      </UnstyledButton>
    </Stack>
  );
}

function RailEntry({ place, isNarrow }: { place: Place; isNarrow: boolean }) {
  const Icon = place.icon;
  const title = say.places[place.to];
  const { data: open } = useQuery({ ...summaryQuery, select: ({ openIncidents }) => openIncidents });
  const count = place.to === "/incidents" && open !== undefined && open > 0 ? open : null;
  return (
    <Tooltip label={title} position="right" disabled={!isNarrow}>
      <RailLink
        to={place.to}
        className="rail-link"
        label={isNarrow ? undefined : title}
        // Where the words stand there they are the name; another one beside them would not be what is seen.
        {...(isNarrow ? { "aria-label": count === null ? title : `${title} ${count}` } : {})}
        rightSection={
          count !== null &&
          !isNarrow && (
            <Badge size="sm" radius="sm" c={toneVariable("bad", "ink")} bg={toneVariable("bad", "tint")}>
              {count}
            </Badge>
          )
        }
        leftSection={<Icon size={18} aria-hidden />}
        activeOptions={{ exact: place.to === "/", includeSearch: false }}
        activeProps={{ active: true }}
        styles={
          isNarrow
            ? { root: { justifyContent: "center" }, section: { marginInlineEnd: 0 }, body: { display: "none" } }
            : {}
        }
      />
    </Tooltip>
  );
}
