import { Stack, Tooltip, UnstyledButton } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { RailLink } from "../../parts/links.tsx";
import type { Place } from "./places.ts";
import { usePlaces } from "./use-places.ts";

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
        aria-label={isNarrow ? "Show the rail's words" : "Show the rail's icons only"}
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
  return (
    <Tooltip label={place.title} position="right" disabled={!isNarrow}>
      <RailLink
        to={place.to}
        className="rail-link"
        label={isNarrow ? undefined : place.title}
        aria-label={place.title}
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
