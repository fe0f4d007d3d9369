// A store of what a phone has and the school does not have yet: entries in IndexedDB under ``key``, what is known about who
// uses the phone beside them, and word to other tabs when something changes. Pages and the service worker load it before
// the file that says what an entry is (captures.js, scratches.js).
self.onDevice = (name) => {
  const named = `hallway-${name}`;
  const air = "BroadcastChannel" in self ? new BroadcastChannel(named) : { postMessage() {}, addEventListener() {} };
  const heard = new Set();
  air.addEventListener("message", () => heard.forEach((call) => call()));
  const tell = () => {
    air.postMessage("changed");
    heard.forEach((call) => call());
  };

  let opened = null;
  function base() {
    opened ??= new Promise((done, failed) => {
      const asked = indexedDB.open(named, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("entries", { keyPath: "key" });
        asked.result.createObjectStore("about");
      };
      asked.onerror = () => failed(asked.error);
      asked.onsuccess = () => {
        // A newer release may want to change the store: never stand in its way.
        asked.result.onversionchange = () => {
          asked.result.close();
          opened = null;
        };
        asked.result.onclose = () => (opened = null);
        done(asked.result);
      };
    });
    opened.catch(() => (opened = null));
    return opened;
  }

  // One transaction; resolves when the device says that it is written, not before.
  async function write(stores, work) {
    const db = await base();
    return new Promise((done, failed) => {
      const both = db.transaction(stores, "readwrite", { durability: "strict" });
      both.oncomplete = () => done();
      both.onerror = both.onabort = () => failed(both.error);
      work(...stores.map((store) => both.objectStore(store)));
    });
  }

  async function read(store, ask) {
    const db = await base();
    return new Promise((done, failed) => {
      const asked = ask(db.transaction(store).objectStore(store));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  }

  const about = (what) => read("about", (store) => store.get(what));
  const entries = () => read("entries", (store) => store.getAll());
  const drop = (key) => write(["entries"], (store) => store.delete(key)).then(tell);

  // Keep an entry; the promise holds once it is on the device. ``instead``: the key of a refused one that it mends.
  async function keep(entry, instead) {
    await write(["entries"], (store) => {
      store.put(entry);
      if (instead) store.delete(instead);
    });
    tell();
    // Not waited for: without a worker (a private window) it never comes, and what is kept is kept.
    self.navigator.serviceWorker?.ready.then((worker) => worker.sync?.register(name)).catch(() => {});
  }

  // What a member may see here: their own, newest first.
  const list = async (member) => (await entries()).filter((each) => each.member === member).sort((a, b) => b.at - a.at);

  // What waits to be sent, the oldest first.
  const waiting = async () => (await entries()).filter((each) => each.state === "waiting").sort((a, b) => a.at - b.at);

  async function clear(old) {
    const gone = (await entries()).filter(old);
    if (gone.length) await write(["entries"], (store) => gone.forEach((each) => store.delete(each.key)));
  }

  // Two tabs and the worker take turns.
  const turn = (round) => (self.navigator.locks ? self.navigator.locks.request(named, round) : round());

  const within = (milliseconds) => (AbortSignal.timeout ? { signal: AbortSignal.timeout(milliseconds) } : {});

  // An answer that no shelf kept and that leads nowhere else; it throws without network.
  const ask = (address, milliseconds, more = {}) => fetch(address, { redirect: "manual", cache: "no-store", ...within(milliseconds), ...more });

  return { about, ask, clear, drop, entries, keep, list, tell, turn, waiting, write, hear: (call) => heard.add(call) };
};
