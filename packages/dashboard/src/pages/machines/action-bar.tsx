import { Button, TextInput } from "@mantine/core";
import { Tag } from "@muster/shared/policy.ts";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { changeTags, checkNow } from "../../api/commands.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { SelectionBar } from "../../parts/selection-bar.tsx";
import { useMay } from "../../parts/use-may.ts";
import type { Selection } from "../../parts/use-selection.ts";
import { say } from "./words.ts";

/** What can be done to the machines that are ticked. */
export function ActionBar({ selection }: { selection: Selection }) {
  const mayTag = useMay("machines.tag");
  const mayCheck = useMay("machines.check");
  const [tag, setTag] = useState("");
  const parsed = Tag.safeParse(tag.trim());
  const tagging = useMutation({
    mutationFn: (what: "add" | "remove") => changeTags({ machineIds: [...selection.ids], [what]: [tag.trim()] }),
    onSuccess: () => setTag(""),
  });
  const checking = useMutation({ mutationFn: () => checkNow([...selection.ids]) });
  const told = [
    tagging.isSuccess ? say.changed(tagging.data.changed) : "",
    checking.isSuccess ? say.asked(checking.data.asked, checking.data.offline.length) : "",
  ];
  const error = tagging.error ?? checking.error;
  return (
    <SelectionBar
      label={say.actions}
      selection={selection}
      told={told.filter(Boolean).join(", ")}
      below={error !== null && <ProblemNotice error={error} />}
    >
      {mayTag && (
        <>
          <TextInput
            size="xs"
            w={150}
            aria-label={say.tag}
            placeholder={say.tagHint}
            maxLength={40}
            value={tag}
            onChange={(event) => setTag(event.currentTarget.value)}
            error={tag.trim() !== "" && !parsed.success}
            title={say.tagForm}
          />
          <Button
            size="xs"
            disabled={!parsed.success}
            loading={tagging.isPending}
            onClick={() => tagging.mutate("add")}
          >
            {say.addTag}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={!parsed.success}
            loading={tagging.isPending}
            onClick={() => tagging.mutate("remove")}
          >
            {say.removeTag}
          </Button>
        </>
      )}
      {mayCheck && (
        <Button size="xs" variant="default" loading={checking.isPending} onClick={() => checking.mutate()}>
          {say.checkNow}
        </Button>
      )}
    </SelectionBar>
  );
}
