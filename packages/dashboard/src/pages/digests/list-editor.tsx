import { Button, Grid, Group, Stack, Text, TextInput } from "@mantine/core";
import { DigestListDraft } from "@muster/shared/digest.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { previewDigest, removeDigestList, saveDigestList, sendDigestTest } from "../../api/digest-commands.ts";
import { KEYS } from "../../api/queries.ts";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { ListFields } from "./list-fields.tsx";
import { MailView } from "./mail-view.tsx";

type Props = { id: string | null; start: DigestListDraft; hasMailServer: boolean };

/** The list's settings on one side, its digest as of now on the other. */
export function ListEditor({ id, start, hasMailServer }: Props) {
  const [draft, setDraft] = useState(start);
  const [isTold, setIsTold] = useState(false);
  const checked = DigestListDraft.safeParse(draft);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const done = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: [KEYS.digests] });
    await navigate({ to: "/digests" });
  };
  const saving = useMutation({ mutationFn: saveDigestList, onSuccess: done });
  const previewing = useMutation({ mutationFn: previewDigest });
  const withDraft = (act: (draft: DigestListDraft) => void) => () => {
    setIsTold(true);
    if (checked.success) act(checked.data);
  };
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 5 }}>
        {/* A panel fills what it stands in: here it has others below it. */}
        <div>
          <Panel title="Settings">
            <Stack
              component="form"
              gap="md"
              onSubmit={(event: React.SubmitEvent) => {
                event.preventDefault();
                withDraft((list) => saving.mutate({ id, draft: list }))();
              }}
            >
              <ListFields
                draft={draft}
                onChange={setDraft}
                faults={isTold && !checked.success ? checked.error : null}
              />
              <Group gap="xs">
                <Button type="submit" loading={saving.isPending}>
                  {id === null ? "Make list" : "Save"}
                </Button>
                <Button
                  variant="default"
                  loading={previewing.isPending}
                  onClick={withDraft((list) => previewing.mutate({ listId: id, list }))}
                >
                  Preview as of now
                </Button>
              </Group>
              {saving.error !== null && <ProblemNotice error={saving.error} />}
            </Stack>
          </Panel>
        </div>
        {id !== null && <TestAndRemove id={id} hasMailServer={hasMailServer} onRemoved={done} />}
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 7 }}>
        <div>
          <Panel title="Preview">
            {previewing.error !== null && <ProblemNotice error={previewing.error} />}
            {previewing.data === undefined ? (
              <Text size="sm" c="dimmed">
                Shows the mail as it would be made now, also before you save. Nothing is sent or counted.
              </Text>
            ) : (
              <Stack gap="sm" data-testid="preview">
                <Text fw={600}>{previewing.data.subject}</Text>
                <MailView mail={previewing.data} title="Preview" />
              </Stack>
            )}
          </Panel>
        </div>
      </Grid.Col>
    </Grid>
  );
}

function TestAndRemove({
  id,
  hasMailServer,
  onRemoved,
}: {
  id: string;
  hasMailServer: boolean;
  onRemoved: () => Promise<void>;
}) {
  const [to, setTo] = useState("");
  const [isSure, setIsSure] = useState(false);
  const testing = useMutation({ mutationFn: sendDigestTest });
  const removing = useMutation({ mutationFn: removeDigestList, onSuccess: onRemoved });
  return (
    <Stack gap="lg" mt="lg">
      <div>
        <Panel title="Send a test">
          <Stack
            component="form"
            gap="sm"
            onSubmit={(event: React.SubmitEvent) => {
              event.preventDefault();
              testing.mutate({ id, to });
            }}
          >
            <TextInput
              type="email"
              required
              label="To"
              description={
                hasMailServer
                  ? "Sends the saved list's digest at once; it is not counted."
                  : "No mail server is configured."
              }
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={testing.isPending} disabled={!hasMailServer}>
              Send test
            </Button>
            <div role="status">
              {testing.data !== undefined && (
                <Text size="sm">The mail server accepted it: {testing.data.response}</Text>
              )}
            </div>
            {testing.error !== null && <ProblemNotice error={testing.error} />}
          </Stack>
        </Panel>
      </div>
      <div>
        <Panel title="Remove">
          <Text size="sm" c="dimmed">
            Its digests stay in the archive. To stop it for a while only, switch it off above.
          </Text>
          <Group gap="xs">
            {isSure ? (
              <>
                <Button color="red" variant="outline" loading={removing.isPending} onClick={() => removing.mutate(id)}>
                  Remove for good
                </Button>
                <Button variant="default" onClick={() => setIsSure(false)}>
                  Keep
                </Button>
              </>
            ) : (
              <Button variant="default" onClick={() => setIsSure(true)}>
                Remove list
              </Button>
            )}
          </Group>
          {removing.error !== null && <ProblemNotice error={removing.error} />}
        </Panel>
      </div>
    </Stack>
  );
}
