import { useHotkeys } from "@mantine/hooks";
import { lazy, Suspense, useEffect, useState } from "react";
import { askBy } from "../../api/confirming.ts";

// Neither is needed to show a page, so no page waits for them.
const Palette = lazy(() => import("../palette/palette.tsx").then((file) => ({ default: file.Palette })));
const ShortcutsList = lazy(() => import("./shortcuts-list.tsx").then((file) => ({ default: file.ShortcutsList })));
const ConfirmDialog = lazy(() =>
  import("../confirm/confirm-dialog.tsx").then((file) => ({ default: file.ConfirmDialog })),
);

type Props = { isPaletteOpen: boolean; onPalette: (isOpen: boolean) => void };

/** What lies over any page when it is called: the palette by mod+K, the keys by `?`, the question who is there by an act. */
export function Overlays({ isPaletteOpen, onPalette }: Props) {
  const [areKeysShown, setKeysShown] = useState(false);
  // Once loaded it stays, so that closing it gives the focus back to where it was.
  const [isWanted, setWanted] = useState(false);
  if (isPaletteOpen && !isWanted) setWanted(true);
  const [asked, setAsked] = useState<((isProved: boolean) => void) | null>(null);
  useEffect(() => askBy(() => new Promise((resolve) => setAsked(() => resolve))), []);
  // Also while typing: the palette is how one leaves a field without a mouse.
  useHotkeys([["mod+K", () => onPalette(!isPaletteOpen)]], [], true);
  // On some keyboards `?` is typed with Shift, on others without; what matters is the sign that comes out.
  useHotkeys([
    ["shift+?", () => setKeysShown(true)],
    ["?", () => setKeysShown(true)],
  ]);
  return (
    <Suspense>
      {isWanted && (
        <Palette isOpen={isPaletteOpen} onClose={() => onPalette(false)} onShowKeys={() => setKeysShown(true)} />
      )}
      {asked !== null && (
        <ConfirmDialog
          onAnswer={(isProved) => {
            setAsked(null);
            asked(isProved);
          }}
        />
      )}
      {areKeysShown && <ShortcutsList onClose={() => setKeysShown(false)} />}
    </Suspense>
  );
}
