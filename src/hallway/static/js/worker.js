// Keeps the frame (style, script, mark), one page that says there is no network, and the public "How to get help here" pages
// that hw-kept.js puts on the same shelf. Never a page with people's words on it.
const SHELF = "hallway-frame-1";
const OFFLINE = "/offline/";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.add(OFFLINE)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== SHELF).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    const kept = () => caches.match(request, { ignoreVary: true }).then((page) => page || caches.match(OFFLINE));
    event.respondWith(fetch(request).catch(kept));
    return;
  }
  if (/^\/(static\/|look\/[0-9a-f]{12}\.)/.test(url.pathname)) {
    event.respondWith(
      caches.match(request).then(
        (kept) =>
          kept ||
          fetch(request).then((answer) => {
            if (answer.ok) {
              const copy = answer.clone();
              caches.open(SHELF).then((shelf) => shelf.put(request, copy));
            }
            return answer;
          }),
      ),
    );
  }
});
