import { EnrolmentOffer, type EnrolmentRequest, Session, type SignIn } from "@muster/shared/api.ts";
import { type TagChange, TagChanged } from "@muster/shared/machine-list.ts";
import type { z } from "zod";
import { request, send } from "./request.ts";

export function signIn(token: string): Promise<Session> {
  const body: z.infer<typeof SignIn> = { token };
  return request(Session, "/session", { method: "POST", body });
}

export async function signOut(): Promise<void> {
  await send("/session", { method: "DELETE" });
}

export function createEnrolmentLink(body: EnrolmentRequest): Promise<EnrolmentOffer> {
  return request(EnrolmentOffer, "/enrolment-links", { method: "POST", body });
}

export function changeTags(body: z.input<typeof TagChange>): Promise<z.infer<typeof TagChanged>> {
  return request(TagChanged, "/machines/tags", { method: "POST", body });
}
