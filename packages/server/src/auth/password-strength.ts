import { Worker } from "node:worker_threads";
import { AppError } from "@muster/shared/errors.ts";
import { MIN_PASSWORD_CHARS } from "@muster/shared/limits.ts";
import { PasswordStrength } from "@muster/shared/sign-in.ts";

/** "Safely unguessable" in zxcvbn's own scale from 0 to 4, with the slow hash that we keep. */
const MIN_SCORE = 3;
/** What comes after is not judged: the time grows with the square, and what begins strong is strong. */
const MAX_JUDGED_CHARS = 64;
/** Shorter words stand in anything, and tell nobody anything. */
const MIN_KNOWN_CHARS = 3;
/** A judgement takes some 30 ms, and half a second at worst; the first one loads the dictionaries. */
const JUDGE_WITHIN_MS = 10_000;
const MAX_WAITING = 20;
/** The dictionaries take 80 MB: they are let go when nobody chooses a password any more. */
const KEEP_MS = 60_000;

export type PasswordJudge = {
  /**
   * @param person the name of whose password it is to be: an attacker would try it first
   * @throws AppError `sign_in_busy`
   */
  judge(password: string, person: string): Promise<PasswordStrength>;
  stop(): Promise<void>;
};

/** Judges passwords in a thread of its own, so that no report waits for it. */
export function createPasswordJudge(): PasswordJudge {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  async function letGo(): Promise<void> {
    clearTimeout(idle);
    const leaving = worker;
    worker = null;
    await leaving?.terminate();
  }

  async function ask(password: string, person: string): Promise<PasswordStrength> {
    clearTimeout(idle);
    const words = `muster ${person}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    const known = words.filter((word) => word.length >= MIN_KNOWN_CHARS);
    worker ??= new Worker(new URL("./password-worker.ts", import.meta.url));
    try {
      const answer = await answerOf(worker, { password: password.slice(0, MAX_JUDGED_CHARS), known });
      const { score, warning, suggestions } = PasswordStrength.omit({ isAccepted: true }).parse(answer);
      const isLongEnough = password.length >= MIN_PASSWORD_CHARS;
      return { isAccepted: isLongEnough && score >= MIN_SCORE, score, warning, suggestions };
    } catch (error) {
      await letGo();
      throw error;
    } finally {
      idle = setTimeout(() => void letGo(), KEEP_MS).unref();
    }
  }

  return {
    judge: async (password, person) => {
      if (waiting >= MAX_WAITING) throw new AppError("sign_in_busy");
      waiting++;
      const turn = last.then(() => ask(password, person));
      last = turn.catch(() => {
        // Whoever asked hears of it; the next one is not concerned.
      });
      return turn.finally(() => waiting--);
    },
    stop: letGo,
  };
}

/** One question, one answer: the next is asked only afterwards. */
function answerOf(worker: Worker, question: { password: string; known: readonly string[] }): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const late = setTimeout(() => reject(new AppError("sign_in_busy")), JUDGE_WITHIN_MS);
  const onExit = (): void => reject(new AppError("sign_in_busy"));
  worker.once("message", resolve).once("error", reject).once("exit", onExit);
  worker.postMessage(question);
  return promise.finally(() => {
    clearTimeout(late);
    worker.off("message", resolve).off("error", reject).off("exit", onExit);
  });
}
