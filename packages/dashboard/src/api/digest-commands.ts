import { Digest, DigestList, type DigestListDraft, DigestPreview, DigestTestResult } from "@muster/shared/digest.ts";
import { request, send } from "./request.ts";

/** Saves a list under its id, or makes one. */
export function saveDigestList({ id, draft }: { id: string | null; draft: DigestListDraft }): Promise<DigestList> {
  return id === null
    ? request(DigestList, "/digest-lists", { method: "POST", body: draft })
    : request(DigestList, `/digest-lists/${encodeURIComponent(id)}`, { method: "PUT", body: draft });
}

export async function removeDigestList(id: string): Promise<void> {
  await send(`/digest-lists/${encodeURIComponent(id)}`, { method: "DELETE" });
}

export function previewDigest(body: { listId: string | null; list: DigestListDraft }): Promise<DigestPreview> {
  return request(DigestPreview, "/digest-previews", { method: "POST", body });
}

export function sendDigestTest({ id, to }: { id: string; to: string }) {
  return request(DigestTestResult, `/digest-lists/${encodeURIComponent(id)}/test`, { method: "POST", body: { to } });
}

export function retryDigest(id: string): Promise<Digest> {
  return request(Digest, `/digests/${encodeURIComponent(id)}/retry`, { method: "POST" });
}
