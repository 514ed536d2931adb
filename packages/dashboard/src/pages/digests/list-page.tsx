import { Skeleton } from "@mantine/core";
import { DigestListDraft } from "@muster/shared/digest.ts";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { localProblem } from "../../api/problem-error.ts";
import { digestListsQuery } from "../../api/queries.ts";
import { BackLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { ListEditor } from "./list-editor.tsx";

const route = getRouteApi("/frame/digests/lists/$id");

export function ListPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(digestListsQuery);
  const isNew = id === "new";
  const list = data?.items.find((each) => each.id === id);
  const heading = isNew ? "New digest list" : (list?.name ?? "Digest list");
  return (
    <Page
      tabTitle={heading}
      heading={heading}
      lead="Who gets the digest, when, and what it is about."
      back={<BackLink to="/digests">All digests</BackLink>}
    >
      {error !== null ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton height="60vh" aria-busy />
      ) : isNew ? (
        <ListEditor key="new" id={null} start={emptyDraft()} hasMailServer={data.mail.server !== null} />
      ) : list === undefined ? (
        <ProblemNotice error={localProblem("not_found")} />
      ) : (
        <ListEditor key={list.id} id={list.id} start={draftOf(list)} hasMailServer={data.mail.server !== null} />
      )}
    </Page>
  );
}

/** What of a list can be edited. */
function draftOf({
  id,
  createdAt,
  updatedAt,
  nextAt,
  last,
  missedNights,
  ...draft
}: DigestListDraft & Record<string, unknown>) {
  return DigestListDraft.parse(draft);
}

function emptyDraft(): DigestListDraft {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { ...DigestListDraft.parse({ name: "-", recipients: [], timeZone }), name: "" };
}
