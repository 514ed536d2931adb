const KEY = "muster-reloaded-at";
const MIN_BETWEEN_MS = 30_000;

/**
 * After an update of the server, a tab that is still open asks for pages under names that are gone. Loading the whole
 * dashboard again brings the new ones; once only, so that a server that is really broken does not make the tab spin.
 */
export function reloadOnMissingPage(): void {
  window.addEventListener("vite:preloadError", (event) => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    if (Date.now() - last < MIN_BETWEEN_MS) return;
    sessionStorage.setItem(KEY, String(Date.now()));
    event.preventDefault();
    window.location.reload();
  });
}
