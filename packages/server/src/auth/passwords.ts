import { AppError } from "@muster/shared/errors.ts";
import { hash, parseOptions, verify } from "@node-rs/argon2";

/** Argon2id with 19 MiB and two passes (OWASP Password Storage Cheat Sheet, 2025); the package's default algorithm. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashing runs on the threads that the store also uses: two at once leave it the others. */
const MAX_AT_ONCE = 2;
/** Those who wait for a turn of some 20 ms; whoever comes after them is asked to try again. */
const MAX_WAITING = 50;

export type Passwords = {
  hash(password: string): Promise<string>;
  /** Takes as long without a hash as with one, so that the time does not tell whether somebody has a password. */
  fits(hashed: string | null, password: string): Promise<boolean>;
  /** Whether a hash was made at another cost than is used now. */
  isOutdated(hashed: string): boolean;
};

/** @throws AppError `sign_in_busy` from each call, when too many wait already. */
export async function createPasswords(): Promise<Passwords> {
  const inTurn = createTurns();
  const nobodys = await hash("nobody's password", COST);
  return {
    hash: (password) => inTurn(() => hash(normal(password), COST)),
    fits: (hashed, password) =>
      inTurn(async () => {
        const isRight = await verify(hashed ?? nobodys, normal(password));
        return isRight && hashed !== null;
      }),
    isOutdated: (hashed) => {
      const { memoryCost, timeCost, parallelism } = parseOptions(hashed);
      return memoryCost !== COST.memoryCost || timeCost !== COST.timeCost || parallelism !== COST.parallelism;
    },
  };
}

/** Keyboards write one letter in several ways (RFC 8265). */
function normal(password: string): string {
  return password.normalize("NFKC");
}

function createTurns(): <T>(act: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (act) => {
    if (running >= MAX_AT_ONCE) {
      if (waiting.length >= MAX_WAITING) throw new AppError("sign_in_busy");
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running++;
    try {
      return await act();
    } finally {
      // The turn is handed on as it is; only when nobody waits does the number fall.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
