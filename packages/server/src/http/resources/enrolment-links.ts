import { EnrolmentOffer, EnrolmentRequest, Problem } from "@muster/shared/api.ts";
import { offerEnrolmentLink } from "../../auth/enrolment.ts";
import type { App, HttpContext } from "../http-context.ts";

/** Links that let one more machine in. */
export function enrolmentLinkRoutes(app: App, context: HttpContext): void {
  app.route({
    method: "POST",
    url: "/api/v1/enrolment-links",
    schema: {
      tags: ["Enrolment"],
      summary: "Make a one-use enrolment link",
      body: EnrolmentRequest,
      response: { 201: EnrolmentOffer, 400: Problem },
    },
    handler: async (request, reply) => {
      const { store, now, publicAddress, caFingerprint, listensBeyondThisMachine } = context;
      const offer = await offerEnrolmentLink(store.writer, request.body, {
        now: now(),
        address: publicAddress(),
        caFingerprint,
      });
      return reply.code(201).send({ ...offer, isReachableFromOtherMachines: listensBeyondThisMachine });
    },
  });
}
