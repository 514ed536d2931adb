import { type NewWallLink, WALL_HEADER, WallLinks, WallOffer, WallPicture } from "@muster/shared/wall.ts";
import { queryOptions } from "@tanstack/react-query";
import { ProblemError } from "./problem-error.ts";
import { request, send } from "./request.ts";

/** Close enough to live for a screen across the room, and nothing that a break could leave half open. */
const ASK_EVERY_MS = 2_000;

/** A link that is good no more is asked about this often in ms: somebody may mend it on the server. */
const ASK_AGAIN_MS = 30_000;

/** The figures for a screen on a wall; without a token they are asked for as the operator who is signed in. */
export function wallQuery(token: string) {
  return queryOptions({
    queryKey: ["wall", token],
    queryFn: ({ signal }) =>
      request(WallPicture, "/wall", { signal, ...(token === "" ? {} : { headers: { [WALL_HEADER]: token } }) }),
    refetchInterval: ({ state: { error } }) => (isLinkEnded(error) ? ASK_AGAIN_MS : ASK_EVERY_MS),
    // A screen on a wall has no focus, and may believe that it is offline when only the gateway is gone.
    refetchIntervalInBackground: true,
    networkMode: "always",
    retry: false,
    staleTime: 0,
  });
}

export function isLinkEnded(error: Error | null): boolean {
  return error instanceof ProblemError && error.problem.code === "wall_link_invalid";
}

export const wallLinksQuery = queryOptions({
  queryKey: ["wall-links"],
  queryFn: ({ signal }) => request(WallLinks, "/wall-links", { signal }),
});

export function makeWallLink(body: NewWallLink): Promise<WallOffer> {
  return request(WallOffer, "/wall-links", { method: "POST", body });
}

export async function revokeWallLink(id: string): Promise<void> {
  await send(`/wall-links/${encodeURIComponent(id)}`, { method: "DELETE" });
}
