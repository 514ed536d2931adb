import { Button, Code, Group, NativeSelect, NumberInput, Paper, Stack, TagsInput, Text, Textarea } from "@mantine/core";
import { PROBES, type ProbeId } from "@muster/shared/facts/index.ts";
import { Platform } from "@muster/shared/facts/machine.ts";
import { MAX_CAPTURE_CHARS, MAX_TAG_CHARS, MAX_TAGS } from "@muster/shared/limits.ts";
import type { Capture, ParserSource } from "@muster/shared/parser-lab.ts";
import { Tag } from "@muster/shared/policy.ts";
import { IconFlask } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import { PLATFORM_WORDS } from "../../parts/os-in-words.ts";
import { chooseSource } from "./choose-source.ts";

const route = getRouteApi("/frame/lab");

type Props = {
  sources: readonly ParserSource[];
  isReading: boolean;
  onRead: (capture: z.input<typeof Capture>) => void;
};

/** What was captured, from which source of which system. */
export function CaptureForm({ sources, isReading, onRead }: Props) {
  const wanted = route.useSearch();
  const navigate = route.useNavigate();
  const chosen = chooseSource(sources, wanted);
  const [text, setText] = useState("");
  const [exitCode, setExitCode] = useState<number | string>(0);
  const [tags, setTags] = useState<string[]>([]);
  if (chosen === null) return null;
  const { platform, probe, id, standsFor } = chosen;
  const here = sources.filter((source) => source.platform === platform);
  const probes = [...new Set(here.map((source) => source.probe))];
  const choose = (change: Partial<typeof wanted>) => {
    const next = chooseSource(sources, { platform, probe, source: id, ...change });
    if (next === null) return;
    void navigate({ search: { platform: next.platform, probe: next.probe, source: next.id }, replace: true });
  };
  const goodTags = Tag.array().safeParse(tags);
  const isWhole = text !== "" && typeof exitCode === "number" && goodTags.success;
  return (
    <Paper
      component="form"
      aria-label="Capture"
      onSubmit={(event: React.SubmitEvent) => {
        event.preventDefault();
        if (isWhole) onRead({ platform, probe, source: id, text, exitCode, tags: goodTags.data });
      }}
    >
      <Stack gap="sm">
        <Group gap="sm" grow preventGrowOverflow={false}>
          <NativeSelect
            label="System"
            value={platform}
            data={Platform.options.map((value) => ({ value, label: PLATFORM_WORDS[value] }))}
            onChange={(event) => choose({ platform: Platform.parse(event.currentTarget.value) })}
          />
          <NativeSelect
            label="What it tells of"
            value={probe}
            data={probes.map((value) => ({ value, label: PROBES[value].title }))}
            onChange={(event) =>
              choose({ probe: probes.find((each): each is ProbeId => each === event.currentTarget.value) })
            }
          />
          <NativeSelect
            label="Source"
            value={id}
            data={here.filter((source) => source.probe === probe).map((source) => source.id)}
            onChange={(event) => choose({ source: event.currentTarget.value })}
          />
        </Group>
        <Text size="sm" c="dimmed" component="div">
          It stands for{" "}
          <Code
            style={{ overflowWrap: "anywhere", display: "inline-block", maxHeight: 110, overflow: "auto" }}
            tabIndex={0}
          >
            {standsFor}
          </Code>
        </Text>
        <Textarea
          label="What it printed"
          description="It is read alone: what other sources would add is left out. Replace password hashes by *; they are not needed."
          autosize
          minRows={10}
          maxRows={24}
          maxLength={MAX_CAPTURE_CHARS}
          spellCheck={false}
          styles={{
            input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: "var(--mantine-font-size-sm)" },
          }}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
          }}
        />
        <Group gap="sm" align="flex-start">
          <NumberInput label="Exit code" w={110} allowDecimal={false} value={exitCode} onChange={setExitCode} />
          <TagsInput
            label="Judged as a machine with the tags"
            placeholder="none"
            flex={1}
            miw={220}
            maxTags={MAX_TAGS}
            maxLength={MAX_TAG_CHARS}
            value={tags}
            onChange={setTags}
            error={goodTags.success ? undefined : "Lower-case letters, digits, dots, dashes or underscores"}
          />
        </Group>
        <Button
          type="submit"
          disabled={!isWhole}
          loading={isReading}
          leftSection={<IconFlask size={16} aria-hidden />}
          style={{ alignSelf: "flex-start" }}
        >
          Read it
        </Button>
      </Stack>
    </Paper>
  );
}
