import type { TablerIcon } from "@tabler/icons-react";

export const GROUPS = ["machine", "places", "lists", "acts", "machines"] as const;

/** Something that the palette offers. */
export type Entry = {
  id: string;
  group: (typeof GROUPS)[number];
  label: string;
  /** One line that tells what it is, under the label. */
  about?: string;
  /** Other words that people look for it by, as one text. */
  keywords?: string;
  icon: TablerIcon;
  /** Keys that do the same without the palette. */
  keys?: readonly string[];
  act: () => void;
  /** What is done there takes a moment: the palette stays open until it is. */
  staysOpen?: boolean;
};
