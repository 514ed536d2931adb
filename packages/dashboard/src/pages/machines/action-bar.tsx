import { Affix, Button, Group, Paper, Text, TextInput } from "@mantine/core";
import { Tag } from "@muster/shared/policy.ts";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { changeTags, checkNow } from "../../api/commands.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useMay } from "../../parts/use-may.ts";
import type { Selection } from "../../parts/use-selection.ts";

/** What can be done to the machines that are ticked. */
export function ActionBar({ selection }: { selection: Selection }) {
  const mayTag = useMay("machines.tag");
  const [tag, setTag] = useState("");
  const parsed = Tag.safeParse(tag.trim());
  const tagging = useMutation({
    mutationFn: (what: "add" | "remove") => changeTags({ machineIds: [...selection.ids], [what]: [tag.trim()] }),
    onSuccess: () => setTag(""),
  });
  const checking = useMutation({ mutationFn: () => checkNow([...selection.ids]) });
  const count = selection.ids.size;
  const asked = checking.isSuccess
    ? `${checking.data.asked} asked, ${checking.data.offline.length} not connected`
    : undefined;
  return (
    <>
      {/* Stands there before it has something to say, or a screen reader would not hear it. */}
      <div role="status" className="sr-only">
        {count > 0 && `${count} selected`}
        {tagging.isSuccess && `, ${tagging.data.changed} changed`}
        {asked !== undefined && `, ${asked}`}
      </div>
      {count > 0 && (
        <Affix position={{ bottom: 64, left: 0, right: 0 }} style={{ pointerEvents: "none" }}>
          <Paper
            component="section"
            aria-label="What to do with the selected machines"
            shadow="md"
            p="xs"
            mx="auto"
            w="fit-content"
            maw="calc(100vw - 24px)"
            style={{ pointerEvents: "auto" }}
          >
            <Group gap="xs">
              <Text size="sm" fw={600}>
                {count} selected
              </Text>
              {mayTag && (
                <>
                  <TextInput
                    size="xs"
                    w={150}
                    aria-label="Tag"
                    placeholder="tag"
                    maxLength={40}
                    value={tag}
                    onChange={(event) => setTag(event.currentTarget.value)}
                    error={tag.trim() !== "" && !parsed.success}
                    title="Lower-case letters, digits, dots, dashes or underscores"
                  />
                  <Button
                    size="xs"
                    disabled={!parsed.success}
                    loading={tagging.isPending}
                    onClick={() => tagging.mutate("add")}
                  >
                    Add tag
                  </Button>
                  <Button
                    size="xs"
                    variant="default"
                    disabled={!parsed.success}
                    loading={tagging.isPending}
                    onClick={() => tagging.mutate("remove")}
                  >
                    Remove tag
                  </Button>
                </>
              )}
              {tagging.isSuccess && (
                <Text size="sm" c="dimmed" aria-hidden>
                  {tagging.data.changed} changed
                </Text>
              )}
              <Button size="xs" variant="default" loading={checking.isPending} onClick={() => checking.mutate()}>
                Check now
              </Button>
              {asked !== undefined && (
                <Text size="sm" c="dimmed" aria-hidden>
                  {asked}
                </Text>
              )}
              <Button size="xs" variant="subtle" onClick={selection.clear}>
                Clear
              </Button>
            </Group>
            {tagging.error !== null && <ProblemNotice error={tagging.error} />}
            {checking.error !== null && <ProblemNotice error={checking.error} />}
          </Paper>
        </Affix>
      )}
    </>
  );
}
