/**
 * Keeps the files of the site, so that the next visit needs no network. Their names change with their bytes, so a
 * file that is kept is right for ever; the page itself is asked for first, and the kept one is for days without.
 */

const CACHE = "kviz";
const WITH_SUM = /\.[0-9a-f]{12}\.\w+$/;
const site = /** @type {any} */ (self);

/** Whether it asks for the page itself: other documents beside it are not kept. @param {Request} request */
function isPage({ mode, url }) {
  const { scope } = site.registration;
  return mode === "navigate" && [scope, `${scope}index.html`].includes(url.split(/[?#]/)[0]);
}

/** @param {Request} request */
async function kept(request) {
  const cache = await caches.open(CACHE);
  const page = isPage(request);
  if (!page) {
    const found = await cache.match(request);
    if (found) return found;
  }
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(page ? site.registration.scope : request, answer.clone());
    return answer;
  } catch (error) {
    const found = page && (await cache.match(site.registration.scope));
    if (found) return found;
    throw error;
  }
}

/**
 * Keep these files, and let go of those of an older site.
 * @param {string[]} files
 */
async function keep(files) {
  const cache = await caches.open(CACHE);
  const wanted = new Set(files);
  for (const request of await cache.keys()) {
    if (WITH_SUM.test(request.url) && !wanted.has(request.url)) await cache.delete(request);
  }
  for (const file of files) if (!(await cache.match(file))) await cache.add(file);
}

site.addEventListener("install", () => site.skipWaiting());
site.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(site.clients.claim()));
site.addEventListener("message", (/** @type {any} */ event) => event.waitUntil(keep(event.data.keep)));
site.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const ours = request.url.startsWith(site.registration.scope) && request.method === "GET";
  if (ours && (isPage(request) || WITH_SUM.test(request.url))) event.respondWith(kept(request));
});
