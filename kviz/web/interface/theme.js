/** Light or dark, as the surroundings are. */

/** What the surroundings look like: JupyterLab, VS Code, else the system. */
export function surroundingTheme() {
  const { jpThemeLight, voila, vscodeThemeKind } = document.body.dataset;
  if (jpThemeLight && !voila) return jpThemeLight === "true" ? "light" : "dark";
  if (vscodeThemeKind) return /dark|high-contrast$/.test(vscodeThemeKind) ? "dark" : "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/**
 * Keep root.dataset.theme as the surroundings are, or as asked; returns what ends it.
 * @param {HTMLElement} root
 * @param {string} [theme]
 */
export function watchTheme(root, theme) {
  const apply = () => {
    root.dataset.theme = theme ?? surroundingTheme();
  };
  apply();
  if (theme) return () => {};
  const query = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(apply);
  query.addEventListener("change", apply);
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ["data-jp-theme-light", "data-vscode-theme-kind"],
  });
  return () => {
    query.removeEventListener("change", apply);
    observer.disconnect();
  };
}
