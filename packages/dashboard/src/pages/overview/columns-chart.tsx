import { Group, Text, VisuallyHidden } from "@mantine/core";
import { type Tone, toneVariable } from "../../theme/status.ts";

export type Column = { label: string; words: string; count: number; tone: Tone };

/** Counts side by side, each with its words for whoever does not see the columns. */
export function ColumnsChart({ title, columns }: { title: string; columns: readonly Column[] }) {
  const most = Math.max(1, ...columns.map((column) => column.count));
  return (
    <>
      <Group gap={3} align="flex-end" wrap="nowrap" h={130} aria-hidden>
        {columns.map(({ label, words, count, tone }) => (
          <div key={words} title={`${words}: ${count}`} className="chart-column">
            <Text size="xs" c="dimmed" ta="center" lh={1.2}>
              {count > 0 ? count : ""}
            </Text>
            <div
              style={{
                // A single machine must be seen beside a thousand.
                height: count === 0 ? 1 : `max(3px, ${(count / most) * 90}px)`,
                background: count === 0 ? "var(--mantine-color-default-border)" : toneVariable(tone, "fill"),
              }}
            />
            <Text size="xs" c="dimmed" ta="center" lh={1.4}>
              {label}
            </Text>
          </div>
        ))}
      </Group>
      <VisuallyHidden>
        <table>
          <caption>{title}</caption>
          <tbody>
            {columns
              .filter((column) => column.count > 0)
              .map(({ words, count }) => (
                <tr key={words}>
                  <th scope="row">{words}</th>
                  <td>{count}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </>
  );
}
