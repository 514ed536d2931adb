import { useHotkeys } from "@mantine/hooks";

/** j, k and the page's list: from anywhere on the page the first press goes to its first row, and the list takes over. */
export function useRowKeys(): void {
  const enter = () => {
    if (document.activeElement?.closest("table, [role=dialog], [role=menu]")) return;
    document.querySelector<HTMLElement>("#main [data-row-link]")?.focus();
  };
  useHotkeys([
    ["j", enter, { preventDefault: false }],
    ["k", enter, { preventDefault: false }],
  ]);
}
