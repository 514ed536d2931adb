import { execFile } from "node:child_process";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { AppError } from "@muster/shared/errors.ts";
import type { Step } from "./plan.ts";

/** A service manager that takes longer than this, in ms, hangs. */
const RUN_TIMEOUT_MS = 60_000;

/**
 * Does the steps in order and stops at the first that fails.
 * @throws AppError `service_failed`
 */
export async function carryOut(steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    try {
      await doStep(step);
    } catch (error) {
      if (step.do === "run" && step.mayFail) continue;
      throw new AppError("service_failed", error instanceof Error ? error.message.slice(0, 500) : String(error));
    }
  }
}

async function doStep(step: Step): Promise<void> {
  switch (step.do) {
    case "write":
      // The task scheduler reads UTF-16 with a byte order mark alone.
      await writeFile(step.file, step.encoding === "utf16le" ? `\uFEFF${step.text}` : step.text, step.encoding);
      return;
    case "remove":
      return rm(step.path, { force: true });
    case "make-private":
      return makePrivate(step.folder);
    case "run":
      await promisify(execFile)(step.file, step.args, { timeout: RUN_TIMEOUT_MS });
  }
}

async function makePrivate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (process.platform !== "win32") return chmod(folder, 0o700);
  // SYSTEM and administrators by their well-known numbers, which are the same in every language.
  const grants = ["/inheritance:r", "/grant:r", "*S-1-5-18:(OI)(CI)F", "*S-1-5-32-544:(OI)(CI)F"];
  await promisify(execFile)("C:\\Windows\\System32\\icacls.exe", [folder, ...grants], { timeout: RUN_TIMEOUT_MS });
}
