import "./wall.css";
import { useDocumentTitle } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useLocation } from "@tanstack/react-router";
import { ProblemError } from "../../api/problem-error.ts";
import { isLinkEnded, wallQuery } from "../../api/walls.ts";
import { useForcedScheme, useReload, useWakefulScreen } from "./use-screen.ts";
import { useSecond } from "./use-second.ts";
import { WallFigures } from "./wall-figures.tsx";
import { WallFoot } from "./wall-foot.tsx";
import { WallLatest } from "./wall-latest.tsx";
import { WallNotice } from "./wall-notice.tsx";
import { WallRules } from "./wall-rules.tsx";
import { WallSites } from "./wall-sites.tsx";
import { WallTrend } from "./wall-trend.tsx";

const route = getRouteApi("/wall");

/** Figures older than this in ms are said to be old, in words that can be read across the room. */
const OLD_MS = 10_000;

/** The fleet for a screen on a wall: large, live, without names, and never in need of a hand. */
export function WallPage() {
  useDocumentTitle("Wall · Muster");
  const token = useLocation({ select: ({ hash }) => hash });
  const { scheme } = route.useSearch();
  const { data: picture, error, dataUpdatedAt } = useQuery(wallQuery(token));
  const now = useSecond();
  useForcedScheme(scheme);
  useWakefulScreen();
  useReload(error instanceof ProblemError && error.problem.code === "payload_invalid");
  // Figures that the link no longer entitles to must not stay on the wall.
  if (picture === undefined || isLinkEnded(error)) return <WallNotice error={error} />;
  const isOld = now - dataUpdatedAt > OLD_MS;
  return (
    <main className="wall" data-old={isOld || undefined} data-testid="wall">
      <WallFigures summary={picture.summary} />
      <div className="wall-panels">
        <WallRules summary={picture.summary} />
        <WallSites sites={picture.sites} summary={picture.summary} />
        <WallLatest changes={picture.latest} now={now} />
        <WallTrend days={picture.days} summary={picture.summary} />
      </div>
      <WallFoot wall={picture.wall} updatedAt={dataUpdatedAt} isOld={isOld} now={now} />
    </main>
  );
}
