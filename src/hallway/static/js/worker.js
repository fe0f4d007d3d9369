// Keeps the frame (style, script, mark), one page that says there is no network, the shells that core/offline.py names, and
// the public "How to get help here" pages that hw-kept.js puts on a shelf of their own. Never a page with people's words on
// it. HALLWAY, captures and scratches stand above, put there by the server.
const SHELF = `hallway-${HALLWAY.release}`;
const PUBLIC = "hallway-public"; // hw-kept.js fills it; it outlives a release
const SAID = "hallway-said";
const OFFLINE = "/offline/";

self.addEventListener("install", (event) => {
  // Past the browser's own cache, so that a release never mixes with an older one; whole or not at all.
  const fresh = HALLWAY.frame.map((address) => new Request(address, { cache: "reload" }));
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const ours = [SHELF, PUBLIC, SAID];
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => !ours.includes(name)).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

async function language() {
  const said = await caches.match("/language", { cacheName: SAID });
  const wishes = [said ? await said.text() : "", ...navigator.languages].map((one) => one.slice(0, 2));
  return wishes.find((one) => HALLWAY.languages.includes(one)) || HALLWAY.languages[0];
}

async function shell(request, address) {
  const kept = await caches.match(address.replace("{language}", await language()), { cacheName: SHELF });
  return kept || fetch(request).catch(() => caches.match(OFFLINE));
}

async function withoutNetwork(request) {
  return (await caches.match(request, { ignoreVary: true, cacheName: PUBLIC })) || caches.match(OFFLINE);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    const address = HALLWAY.shells[url.pathname];
    if (address && !url.searchParams.has("plain")) event.respondWith(shell(request, address));
    else event.respondWith(fetch(request).catch(() => withoutNetwork(request)));
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

// The language of whoever signed in here, for the shells.
self.addEventListener("message", (event) => {
  if (event.data?.language) event.waitUntil(caches.open(SAID).then((shelf) => shelf.put("/language", new Response(event.data.language))));
  if (event.data?.send === "captures") event.waitUntil(captures.send());
  if (event.data?.send === "scratches") event.waitUntil(scratches.send());
});

// Where the browser can, it wakes the worker when the network is back, even with every page closed.
self.addEventListener("sync", (event) => {
  const sender = { captures, scratches }[event.tag];
  if (sender) event.waitUntil(sender.send().then((left) => (left.again ? Promise.reject(new Error("again")) : null)));
});
