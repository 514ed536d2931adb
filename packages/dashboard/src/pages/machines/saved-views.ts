import { useLocalStorage } from "@mantine/hooks";
import { z } from "zod";
import { MachinesSearch } from "./machines-search.ts";

const SavedView = z.object({ name: z.string().min(1).max(60), search: MachinesSearch });
type SavedView = z.infer<typeof SavedView>;
const MAX_VIEWS = 50;

/** Named searches, kept in this browser; what cannot be read any more is forgotten. */
export function useSavedViews() {
  const [views, setViews] = useLocalStorage<SavedView[]>({
    key: "muster-machine-views",
    defaultValue: [],
    deserialize: (text) => {
      try {
        return z.array(SavedView).parse(JSON.parse(text ?? "[]"));
      } catch {
        return [];
      }
    },
  });
  return {
    views,
    save: (view: SavedView) =>
      setViews((before) => [...before.filter(({ name }) => name !== view.name), view].slice(-MAX_VIEWS)),
    remove: (name: string) => setViews((before) => before.filter((view) => view.name !== name)),
  };
}
