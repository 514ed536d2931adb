// Sets the colour scheme before the first paint, so that a dark screen never flashes white. A file of its own because the
// content security policy allows no inline script.
(() => {
  let chosen = "auto";
  try {
    chosen = localStorage.getItem("muster-colour-scheme") ?? "auto";
  } catch {
    // Storage may be blocked; the system's scheme is then the right one.
  }
  const isDark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", isDark ? "dark" : "light");
})();
