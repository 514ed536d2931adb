import { Button, NativeSelect, Paper, Stack, TagsInput } from "@mantine/core";
import type { EnrolmentRequest } from "@muster/shared/api.ts";
import { MAX_TAGS } from "@muster/shared/limits.ts";
import { Tag } from "@muster/shared/policy.ts";
import { IconLink } from "@tabler/icons-react";
import { useState } from "react";

const EXPIRIES: readonly { minutes: number; words: string }[] = [
  { minutes: 60, words: "1 hour" },
  { minutes: 8 * 60, words: "8 hours" },
  { minutes: 24 * 60, words: "1 day" },
  { minutes: 7 * 24 * 60, words: "7 days" },
  { minutes: 30 * 24 * 60, words: "30 days" },
];

type Props = { isBusy: boolean; onSubmit: (wish: EnrolmentRequest) => void };

export function EnrolForm({ isBusy, onSubmit }: Props) {
  const [tags, setTags] = useState<string[]>([]);
  const [minutes, setMinutes] = useState("60");
  const fault = tags.map((tag) => Tag.safeParse(tag)).find((result) => !result.success);
  return (
    <Paper
      component="form"
      onSubmit={(event: React.SubmitEvent) => {
        event.preventDefault();
        if (fault === undefined) onSubmit({ tags, expiresInMinutes: Number(minutes) });
      }}
    >
      <Stack gap="md">
        <TagsInput
          label="Tags"
          description="Groups of the policy may ask for them, such as privileged. Optional."
          placeholder={tags.length === 0 ? "Type a tag and press Enter" : ""}
          value={tags}
          onChange={(next) => setTags(next.map((tag) => tag.trim().toLowerCase()))}
          maxTags={MAX_TAGS}
          splitChars={[",", " "]}
          acceptValueOnBlur
          error={fault?.error.issues[0]?.message}
        />
        <NativeSelect
          label="Link valid for"
          value={minutes}
          onChange={(event) => setMinutes(event.currentTarget.value)}
          data={EXPIRIES.map((expiry) => ({ value: String(expiry.minutes), label: expiry.words }))}
        />
        <Button
          type="submit"
          loading={isBusy}
          disabled={fault !== undefined}
          leftSection={<IconLink size={16} aria-hidden />}
          style={{ alignSelf: "flex-start" }}
        >
          Create link
        </Button>
      </Stack>
    </Paper>
  );
}
