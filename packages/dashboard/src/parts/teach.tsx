import { EmptyState } from "@mantine/core";
import type { TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";

type Props = { icon: TablerIcon; title: string; children?: ReactNode; action?: ReactNode };

/** An empty place that says why it is empty and what fills it. */
export function Teach({ icon: Icon, title, children, action }: Props) {
  return (
    <EmptyState size="sm" py="xl" icon={<Icon size={32} aria-hidden />} title={title} description={children}>
      {action !== undefined && <EmptyState.Actions>{action}</EmptyState.Actions>}
    </EmptyState>
  );
}
