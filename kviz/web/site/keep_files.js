/** Ask the browser to keep the files of the site, where it allows that. */

/**
 * @param {import("../bridge/build.js").Build} build
 * @returns {Promise<void>}
 */
export async function keepFiles(build) {
  if (!build.keeper || !("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(build.keeper);
    const { active } = await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    const own = [...Object.values(build.files), ...Object.values(build.late)];
    const ours = new Set(own.map((place) => new URL(place, document.baseURI).href));
    const seen = loaded.filter(
      (name) => ours.has(name) || /\/(script|style|icon)\.[0-9a-f]{12}\.\w+$/.test(name),
    );
    const needed = ["wasm", "stdlib", "core", "kviz", "worker"].map(
      (name) => new URL(build.files[name], document.baseURI).href,
    );
    active?.postMessage({ keep: [registration.scope, ...new Set([...seen, ...needed])] });
  } catch (error) {
    console.info(`kviz: this browser keeps no files: ${error}`);
  }
}
