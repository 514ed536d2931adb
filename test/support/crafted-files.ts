import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DAY_MS } from "@muster/shared/duration.ts";
import { clamavHeader } from "./clamav-database.ts";

/** Files such as the OS keeps them, with invented content, for an agent that is told to look there. */
export type CraftedFiles = {
  environment: NodeJS.ProcessEnv;
  writeDefinitions(ageDays: number): Promise<void>;
  writePasswordAge(ageDays: number): Promise<void>;
};

export async function craftFiles(folder: string): Promise<CraftedFiles> {
  const clamavFolder = join(folder, "clamav");
  const shadowFile = join(folder, "shadow");
  const passwdFile = join(folder, "passwd");
  await mkdir(clamavFolder, { recursive: true });
  await writeFile(passwdFile, "anna:x:1000:1000:Anna:/home/anna:/bin/bash\n");
  const files: CraftedFiles = {
    environment: {
      MUSTER_CLAMAV_FOLDER: clamavFolder,
      MUSTER_SHADOW_FILE: shadowFile,
      MUSTER_PASSWD_FILE: passwdFile,
    },
    writeDefinitions: (ageDays) =>
      writeFile(
        join(clamavFolder, "daily.cvd"),
        clamavHeader({ version: 28_017, builtAt: new Date(Date.now() - ageDays * DAY_MS) }),
      ),
    // The hash is no hash: the agent only looks at whether one is there.
    writePasswordAge: (ageDays) =>
      writeFile(shadowFile, `anna:$y$invented$invented:${Math.floor(Date.now() / DAY_MS) - ageDays}:0:99999:7:::\n`),
  };
  await files.writeDefinitions(0);
  await files.writePasswordAge(1);
  return files;
}
