import { CloseButton, Kbd, TextInput } from "@mantine/core";
import { useDebouncedCallback, useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { say } from "./words.ts";

const route = getRouteApi("/frame/machines");

/** Fast enough to feel instant, slow enough not to ask the server for every letter. */
const TYPING_MS = 150;

export function SearchField() {
  const { search = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(search);
  const apply = useDebouncedCallback((text: string) => {
    void navigate({ search: (before) => ({ ...before, search: text.trim() || undefined }), replace: true });
  }, TYPING_MS);

  // Back, Forward and links change the filter without a key being pressed here.
  useEffect(() => {
    setTyped((current) => (current.trim() === search ? current : search));
  }, [search]);

  const focus = () => input.current?.focus();
  useHotkeys([
    ["/", focus],
    // Where `/` is typed with Shift.
    ["shift+/", focus],
  ]);

  function change(text: string): void {
    setTyped(text);
    apply(text);
  }

  return (
    <TextInput
      ref={input}
      type="search"
      aria-label={say.search}
      placeholder={say.searchHint}
      maxLength={100}
      w={{ base: "100%", xs: 300 }}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed === "" ? (
          <Kbd size="xs" aria-hidden>
            /
          </Kbd>
        ) : (
          <CloseButton size="sm" aria-label={say.emptySearch} onClick={() => change("")} />
        )
      }
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") change("");
      }}
    />
  );
}
