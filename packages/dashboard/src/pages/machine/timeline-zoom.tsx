import { ActionIcon, Button, Group, Skeleton, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { densityQuery } from "../../api/queries.ts";
import { exactTime } from "../../parts/relative-time.ts";
import { TimelineStrip } from "./timeline-strip.tsx";
import { say } from "./words.ts";
import { move, type Stretch, zoomIn, zoomOut } from "./zoom.ts";

const route = getRouteApi("/frame/machines/$id");

/** Which stretch of the timeline is shown, and the ways to another. */
export function TimelineZoom({ machineId }: { machineId: string }) {
  const { from, to, about } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: whole } = useQuery(densityQuery(machineId, { about }));
  const { data: density } = useQuery({
    ...densityQuery(machineId, { from, to, about }),
    placeholderData: keepPreviousData,
  });
  if (density === undefined || whole === undefined) return <Skeleton height={96} />;

  const all = stretchOf(whole);
  const shown = stretchOf(density);
  const isWhole = from === undefined && to === undefined;
  const show = (next: Stretch | null) => {
    const change =
      next === null || (next.from <= all.from && next.to >= all.to)
        ? { from: undefined, to: undefined }
        : { from: new Date(next.from).toISOString(), to: new Date(next.to).toISOString() };
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  };
  return (
    <div>
      <TimelineStrip density={density} onChoose={show} />
      <Group justify="space-between" gap="xs" mt={4}>
        <Text size="xs" c="dimmed" role="status">
          {say.events(density.total, exactTime(shown.from), to === undefined ? say.now : exactTime(shown.to))}
        </Text>
        <Group gap={4}>
          <ActionIcon
            variant="default"
            aria-label={say.earlier}
            disabled={isWhole}
            onClick={() => show(move(shown, -1, all))}
          >
            <IconChevronLeft size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            aria-label={say.later}
            disabled={isWhole}
            onClick={() => show(move(shown, 1, all))}
          >
            <IconChevronRight size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="default" aria-label={say.zoomIn} onClick={() => show(zoomIn(shown))}>
            <IconZoomIn size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            aria-label={say.zoomOut}
            disabled={isWhole}
            onClick={() => show(zoomOut(shown, all))}
          >
            <IconZoomOut size={16} aria-hidden />
          </ActionIcon>
          <Button size="compact-sm" variant="default" disabled={isWhole} onClick={() => show(null)}>
            {say.all}
          </Button>
        </Group>
      </Group>
    </div>
  );
}

function stretchOf({ from, to }: { from: string; to: string }): Stretch {
  return { from: Date.parse(from), to: Date.parse(to) };
}
