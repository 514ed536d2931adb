import {
  CheckAnswer,
  type ConflictResolution,
  EnrolmentOffer,
  type EnrolmentRequest,
  Invitation,
  type NewOperator,
  Operator,
  type OperatorChange,
  type PolicyChange,
  PolicyCheck,
  PolicyVersion,
  type WaiverDecision,
} from "@muster/shared/api.ts";
import { FlagActAnswer, type FlagActRequest } from "@muster/shared/flag-work.ts";
import { type TagChange, TagChanged } from "@muster/shared/machine-list.ts";
import { Waiver, type WaiverRequest } from "@muster/shared/waiver.ts";
import { WhatIf } from "@muster/shared/what-if.ts";
import type { z } from "zod";
import { withProof } from "./confirming.ts";
import { request, send } from "./request.ts";

export async function signOut(): Promise<void> {
  await send("/session", { method: "DELETE" });
}

export function createEnrolmentLink(body: EnrolmentRequest): Promise<EnrolmentOffer> {
  return request(EnrolmentOffer, "/enrolment-links", { method: "POST", body });
}

export function checkPolicy(document: string, signal?: AbortSignal): Promise<PolicyCheck> {
  return request(PolicyCheck, "/policy/check", { method: "POST", body: { document }, ...(signal ? { signal } : {}) });
}

export function startWhatIf(document: string): Promise<WhatIf> {
  return request(WhatIf, "/policy/what-if", { method: "POST", body: { document } });
}

export function getWhatIf(id: string, signal: AbortSignal): Promise<WhatIf> {
  return request(WhatIf, `/policy/what-if/${encodeURIComponent(id)}`, { signal });
}

export async function cancelWhatIf(id: string): Promise<void> {
  await send(`/policy/what-if/${encodeURIComponent(id)}`, { method: "DELETE" });
}

export function changePolicy(body: z.infer<typeof PolicyChange>): Promise<PolicyVersion> {
  return withProof(() => request(PolicyVersion, "/policy", { method: "PUT", body }));
}

export function requestWaiver(body: z.input<typeof WaiverRequest>): Promise<Waiver> {
  return request(Waiver, "/waivers", { method: "POST", body });
}

export function decideWaiver(id: string, body: WaiverDecision): Promise<Waiver> {
  return request(Waiver, `/waivers/${encodeURIComponent(id)}/decision`, { method: "POST", body });
}

export async function resolveConflict(id: string, body: ConflictResolution): Promise<void> {
  await send(`/conflicts/${encodeURIComponent(id)}/resolution`, { method: "POST", body });
}

export async function retireMachine(id: string): Promise<void> {
  await withProof(() => send(`/machines/${encodeURIComponent(id)}/retirement`, { method: "POST" }));
}

export function addOperator(body: NewOperator): Promise<Invitation> {
  return withProof(() => request(Invitation, "/operators", { method: "POST", body }));
}

export function changeOperator(id: string, body: OperatorChange): Promise<Operator> {
  return withProof(() => request(Operator, `/operators/${encodeURIComponent(id)}`, { method: "PUT", body }));
}

export function inviteAgain(id: string): Promise<Invitation> {
  return withProof(() => request(Invitation, `/operators/${encodeURIComponent(id)}/invitation`, { method: "POST" }));
}

export async function endSessions(id: string): Promise<void> {
  await send(`/operators/${encodeURIComponent(id)}/sessions`, { method: "DELETE" });
}

export function checkNow(machineIds: string[]): Promise<CheckAnswer> {
  return request(CheckAnswer, "/checks", { method: "POST", body: { machineIds } });
}

export function changeTags(body: z.input<typeof TagChange>): Promise<z.infer<typeof TagChanged>> {
  return request(TagChanged, "/machines/tags", { method: "POST", body });
}

export function workOnFlags(body: FlagActRequest): Promise<FlagActAnswer> {
  return request(FlagActAnswer, "/flags/work", { method: "POST", body });
}
