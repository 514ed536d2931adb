import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { foundMachinesQuery } from "../../api/queries.ts";
import { MACHINE_LOOKS } from "../../theme/status.ts";
import { say } from "../frame/words.ts";
import type { Entry } from "./entry.ts";
import { matchEntries } from "./match-entries.ts";

/** Fast enough to feel instant, slow enough not to ask the server for every letter. */
const TYPING_MS = 120;

/** The machines that the server finds by the words typed, and the way to all of them. */
export function useFoundMachines(query: string, isOpen: boolean) {
  const navigate = useNavigate();
  const typed = query.trim();
  const [settled] = useDebouncedValue(typed, TYPING_MS);
  const asked = useQuery({
    ...foundMachinesQuery(settled),
    enabled: isOpen && settled !== "",
    placeholderData: keepPreviousData,
  });
  const isSettled = settled === typed && !asked.isFetching;
  if (typed === "") return { entries: [], error: null, isSearching: false };
  const page = settled === "" ? undefined : asked.data;
  const entries = (page?.items ?? []).map(
    ({ id, name, person, site, status, sentence }): Entry => ({
      id: `machine ${id}`,
      group: "machines",
      label: name,
      about: [MACHINE_LOOKS[status].word, person, site, sentence].filter(Boolean).join(" · "),
      icon: MACHINE_LOOKS[status].icon,
      act: () => void navigate({ to: "/machines/$id", params: { id } }),
    }),
  );
  if (page !== undefined && page.nextCursor !== null) {
    entries.push({
      id: "all machines",
      group: "machines",
      label: say.palette.allMatching(typed),
      icon: IconSearch,
      act: () => void navigate({ to: "/machines", search: { search: typed } }),
    });
  }
  // Until the server has answered for all that is typed, only what still fits may stand there: Enter would go to it.
  return { entries: isSettled ? entries : matchEntries(entries, typed), error: asked.error, isSearching: !isSettled };
}
