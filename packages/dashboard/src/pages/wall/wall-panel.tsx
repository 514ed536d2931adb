import { type ReactNode, useId } from "react";

type Props = { title: string; isEmpty: boolean; empty: string; children: ReactNode };

/** A titled part of the wall, with words where there is nothing to count. */
export function WallPanel({ title, isEmpty, empty, children }: Props) {
  const id = useId();
  return (
    <section className="wall-panel" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {isEmpty ? <p className="wall-empty">{empty}</p> : children}
    </section>
  );
}
