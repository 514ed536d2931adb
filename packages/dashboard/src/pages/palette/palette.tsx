import { say } from "../frame/words.ts";
import "@mantine/spotlight/styles.css";
import { Kbd, Text } from "@mantine/core";
import { createSpotlight, Spotlight, useSpotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useLayoutEffect } from "react";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { type Entry, GROUPS } from "./entry.ts";
import { matchEntries } from "./match-entries.ts";
import { useEntries } from "./use-entries.ts";
import { useFoundMachines } from "./use-found-machines.ts";
import { useMachineEntries } from "./use-machine-entries.ts";

const [store, palette] = createSpotlight();
const LIST_ID = "palette-list";

type Props = { isOpen: boolean; onClose: () => void; onShowKeys: () => void };

/** Pages, lists, acts and machines by a few letters, from anywhere and without a mouse. */
export function Palette({ isOpen, onClose, onShowKeys }: Props) {
  const { query, selected, opened } = useSpotlight(store);
  const machine = useMachineEntries(palette.close);
  const everywhere = useEntries(onShowKeys);
  const found = useFoundMachines(query, opened);
  const known = matchEntries([...machine.entries, ...everywhere], query);
  const shown = GROUPS.map((group) => ({
    group,
    entries: [...known, ...found.entries].filter((entry) => entry.group === group),
  })).filter(({ entries }) => entries.length > 0);
  const inOrder = shown.flatMap(({ entries }) => entries);
  const error = machine.error ?? found.error;
  const chosen = inOrder[selected];
  const ids = inOrder.map(({ id }) => id).join("\n");

  useEffect(() => {
    if (!isOpen) return palette.close();
    // Called again while it was still fading out, it would begin with what was typed before.
    store.setState({ ...store.getState(), query: "" });
    palette.open();
  }, [isOpen]);
  // Enter takes the first line until the arrows choose another; lines that arrive late must not leave it without one.
  const count = inOrder.length;
  useEffect(() => {
    if (opened && count > 0 && (selected < 0 || selected >= count))
      store.setState({ ...store.getState(), selected: 0 });
  }, [opened, count, selected]);
  // The library marks the chosen line in the document itself, where other lines may have taken its place since.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever other lines are there
  useLayoutEffect(() => {
    const lines = document.querySelectorAll(`#${LIST_ID} [data-action]`);
    for (const [index, line] of lines.entries()) line.toggleAttribute("data-selected", index === selected);
  }, [ids, selected, opened]);

  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      onSpotlightClose={onClose}
      title={say.palette.title}
      scrollable
      maxHeight="min(480px, 70dvh)"
      overlayProps={{ blur: 0 }}
      // The title names the dialog to a screen reader; an eye needs none.
      styles={{ header: { display: "none" }, content: { padding: 0 } }}
    >
      <Spotlight.Search
        aria-label={say.palette.search}
        aria-controls={LIST_ID}
        placeholder={say.palette.search}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      {/* The focus stays in the field, so what the arrows choose is said here. */}
      <div role="status" className="sr-only">
        {chosen === undefined
          ? found.isSearching
            ? ""
            : say.palette.nothing
          : `${chosen.label}, ${say.palette.groups[chosen.group]}`}
      </div>
      <Spotlight.ActionsList id={LIST_ID}>
        {shown.map(({ group, entries }) => (
          <Spotlight.ActionsGroup
            key={group}
            label={say.palette.groups[group]}
            role="group"
            aria-label={say.palette.groups[group]}
          >
            {entries.map((entry) => (
              <Line key={entry.id} entry={entry} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {inOrder.length === 0 && error === null && (
          <Spotlight.Empty>
            {found.isSearching ? say.palette.searching : say.palette.noMatch(query.trim())}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
      {error !== null && <ProblemNotice error={error} />}
      <Spotlight.Footer visibleFrom="sm" aria-hidden>
        <Text size="xs" c="dimmed">
          <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> {say.palette.toChoose}, <Kbd size="xs">Enter</Kbd>{" "}
          {say.palette.toGo}, <Kbd size="xs">Esc</Kbd> {say.palette.toClose}
        </Text>
      </Spotlight.Footer>
    </Spotlight.Root>
  );
}

function Line({ entry }: { entry: Entry }) {
  const { icon: Icon, label, about, keys = [], act, staysOpen = false } = entry;
  return (
    <Spotlight.Action
      label={label}
      description={about ?? ""}
      leftSection={<Icon size={18} aria-hidden />}
      rightSection={keys.map((key) => (
        <Kbd key={key} size="xs">
          {key}
        </Kbd>
      ))}
      closeSpotlightOnTrigger={!staysOpen}
      onClick={act}
    />
  );
}
