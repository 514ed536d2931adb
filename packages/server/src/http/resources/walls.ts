import { Problem } from "@muster/shared/api.ts";
import { toInstant } from "@muster/shared/text.ts";
import { NewWallLink, type WallLink, WallLinks, WallOffer, WallPicture } from "@muster/shared/wall.ts";
import { z } from "zod";
import type { WallLinkRow } from "../../store/schema.ts";
import type { App, HttpContext } from "../http-context.ts";
import { sessionOf } from "../permission-guard.ts";
import { HttpProblem } from "../problems.ts";

const tags = ["Wall screens"];

/** What a screen on a wall shows, and the links that let screens see it. */
export function wallRoutes(app: App, { wallLinks, wallPicture, publicAddress }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/wall",
    schema: {
      tags,
      summary: "The fleet in figures, for a screen on a wall; asked with a wall link's token or by an operator",
      response: { 200: WallPicture, 401: Problem, 403: Problem },
    },
    handler: async ({ wallLink }) => ({
      ...(await wallPicture()),
      wall: wallLink && { name: wallLink.name, expiresAt: toInstant(wallLink.expires_at) },
    }),
  });

  app.route({
    method: "GET",
    url: "/api/v1/wall-links",
    schema: { tags, summary: "Links for wall screens, the newest first", response: { 200: WallLinks } },
    handler: async () => ({ items: (await wallLinks.list()).map(wallLinkOnWire) }),
  });

  app.route({
    method: "POST",
    url: "/api/v1/wall-links",
    schema: {
      tags,
      summary: "Make a link for a screen on a wall; it is shown once",
      body: NewWallLink,
      response: { 201: WallOffer, 400: Problem, 409: Problem },
    },
    handler: async (request, reply) => {
      const { row, token } = await wallLinks.make(request.body, sessionOf(request).operator);
      // After a # the token stays in the browser: no server and no log on the way sees it as part of an address.
      const link = `https://${publicAddress()}/wall#${token}`;
      return reply.code(201).send({ wall: wallLinkOnWire(row), link });
    },
  });

  app.route({
    method: "DELETE",
    url: "/api/v1/wall-links/:id",
    schema: {
      tags,
      summary: "Take a wall screen's link back; the screen goes dark at once",
      params: z.object({ id: z.string().max(60) }),
      response: { 204: z.null(), 404: Problem },
    },
    handler: async (request, reply) => {
      if (!(await wallLinks.revoke(request.params.id))) throw new HttpProblem("not_found");
      return reply.code(204).send(null);
    },
  });
}

function wallLinkOnWire(row: WallLinkRow): WallLink {
  const instant = (at: number | null) => (at === null ? null : toInstant(at));
  return {
    id: row.id,
    name: row.name,
    createdAt: toInstant(row.created_at),
    createdBy: row.created_by,
    expiresAt: toInstant(row.expires_at),
    revokedAt: instant(row.revoked_at),
    lastUsedAt: instant(row.last_used_at),
  };
}
