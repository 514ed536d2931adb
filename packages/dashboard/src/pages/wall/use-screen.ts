import { useEffect } from "react";

/** Keeps the screen from going dark; where the browser refuses, the screen's own settings decide. */
export function useWakefulScreen(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isGone = false;
    const ask = () => {
      if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      navigator.wakeLock.request("screen").then(
        (granted) => {
          if (isGone) void granted.release();
          else lock = granted;
        },
        () => {
          // A browser may refuse, as on low battery; there is nobody at the screen who could be told.
        },
      );
    };
    ask();
    // The lock ends whenever the page is hidden.
    document.addEventListener("visibilitychange", ask);
    return () => {
      isGone = true;
      document.removeEventListener("visibilitychange", ask);
      void lock?.release();
    };
  }, []);
}

/** Shows one scheme while the page is there, whatever this browser's operator has chosen for theirs. */
export function useForcedScheme(scheme: "light" | "dark" | undefined): void {
  useEffect(() => {
    if (scheme === undefined) return;
    const root = document.documentElement;
    const before = root.getAttribute("data-mantine-color-scheme") ?? "light";
    root.setAttribute("data-mantine-color-scheme", scheme);
    return () => root.setAttribute("data-mantine-color-scheme", before);
  }, [scheme]);
}

const RELOADED_AT = "muster-wall-reloaded-at";
const RELOAD_AT_MOST_EVERY_MS = 60_000;

/**
 * Loads the page anew, since its server may have become newer than it. Only when the server answers, because nobody is there
 * to leave the browser's own error page; and not again and again when it does not help.
 */
export function useReload(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const last = Number(sessionStorage.getItem(RELOADED_AT) ?? 0);
    if (Date.now() - last < RELOAD_AT_MOST_EVERY_MS) return;
    fetch(location.pathname, { cache: "no-store" }).then(
      (answer) => {
        if (!answer.ok) return;
        sessionStorage.setItem(RELOADED_AT, String(Date.now()));
        location.reload();
      },
      () => {
        // The figures are asked for again in any case, and this with them.
      },
    );
  }, [isNeeded]);
}
