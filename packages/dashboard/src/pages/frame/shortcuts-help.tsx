import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { lazy, Suspense } from "react";

// Seldom opened, so no page waits for it.
const ShortcutsList = lazy(() => import("./shortcuts-list.tsx").then((file) => ({ default: file.ShortcutsList })));

/** `?` lists the keys. */
export function ShortcutsHelp() {
  const [isOpen, { open, close }] = useDisclosure(false);
  // On some keyboards `?` is typed with Shift, on others without; what matters is the sign that comes out.
  useHotkeys([
    ["shift+?", open],
    ["?", open],
  ]);
  return (
    isOpen && (
      <Suspense>
        <ShortcutsList onClose={close} />
      </Suspense>
    )
  );
}
