import { stat } from "node:fs/promises";

/** What a SQLite file takes on the disk with the log beside it (https://sqlite.org/wal.html). */
export async function fileBytes(file: string): Promise<number> {
  const sizes = await Promise.all(
    [file, `${file}-wal`].map((path) =>
      stat(path).then(
        ({ size }) => size,
        // Without a log beside it there is nothing to add.
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
