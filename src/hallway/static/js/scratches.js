// Scratch notes of a visit that a phone has and the school does not have yet: kept in IndexedDB first, sent by whoever is
// awake (the page or the service worker), each with its own id so that sending twice is harmless. Once the school has a note
// it leaves the phone. What nobody sent in a month leaves it, too: that is how long such a note lives anywhere.
//
// entry: {key, member, visit, label, text, at, state: "waiting" | "refused", sentence}
self.scratches = (() => {
  const BASE = "/appointments/visits/notes/";
  const MONTH = 30 * 86_400_000;
  const CALM = 30_000;
  const air = "BroadcastChannel" in self ? new BroadcastChannel("hallway-scratches") : { postMessage() {}, addEventListener() {} };
  const heard = new Set();
  air.addEventListener("message", () => heard.forEach((call) => call()));
  const tell = () => {
    air.postMessage("changed");
    heard.forEach((call) => call());
  };

  let opened = null;
  function base() {
    opened ??= new Promise((done, failed) => {
      const asked = indexedDB.open("hallway-scratches", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("entries", { keyPath: "key" });
        asked.result.createObjectStore("about");
      };
      asked.onerror = () => failed(asked.error);
      asked.onsuccess = () => {
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
  async function write(name, work) {
    const db = await base();
    return new Promise((done, failed) => {
      const both = db.transaction([name], "readwrite", { durability: "strict" });
      both.oncomplete = () => done();
      both.onerror = both.onabort = () => failed(both.error);
      work(both.objectStore(name));
    });
  }

  async function read(name, ask) {
    const db = await base();
    return new Promise((done, failed) => {
      const asked = ask(db.transaction(name).objectStore(name));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  }

  const about = (name) => read("about", (store) => store.get(name));
  const entries = () => read("entries", (store) => store.getAll());
  const drop = (key) => write("entries", (store) => store.delete(key)).then(tell);

  async function keep(entry) {
    await write("entries", (store) => store.put(entry));
    tell();
    self.navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("scratches")).catch(() => {});
  }

  // A member's own, newest first.
  const list = async (member) => (await entries()).filter((each) => each.member === member).sort((a, b) => b.at - a.at);

  async function tidy() {
    const old = (await entries()).filter((each) => Date.now() - each.at > MONTH);
    if (old.length) await write("entries", (store) => old.forEach((each) => store.delete(each.key)));
  }

  const within = () => (AbortSignal.timeout ? { signal: AbortSignal.timeout(CALM) } : {});
  const asked = (address, more = {}) => fetch(address, { redirect: "manual", cache: "no-store", ...within(), ...more });

  // Who is signed in on this phone, and where they may jot something down: {member, token, visits}; null for nobody.
  async function here() {
    const answer = await asked("/asks/capture/here/");
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return null;
    if (!answer.ok) throw new Error(`here ${answer.status}`);
    const { member, token } = await answer.json();
    const found = await asked(`${BASE}to_visit/`);
    const visits = found.ok ? (await found.json()).visits : [];
    await write("about", (store) => {
      store.put(member, "member");
      store.put(visits, "visits");
    });
    tell();
    return { member, token, visits };
  }

  const forget = () => write("about", (store) => store.clear()).then(tell);

  async function post(entry, token) {
    const form = new FormData();
    for (const name of ["key", "member", "visit", "text"]) form.set(name, entry[name]);
    form.set("ago", Math.max(0, (Date.now() - entry.at) / 1000));
    return asked(`${BASE}take/`, { method: "POST", body: form, headers: { "X-CSRFToken": token } });
  }

  async function round() {
    await tidy();
    const waiting = (await entries()).filter((each) => each.state === "waiting").sort((a, b) => a.at - b.at);
    let who;
    try {
      who = await here();
    } catch {
      return { left: waiting.length, again: waiting.length > 0 };
    }
    if (who === null) return { left: waiting.length, signIn: true };
    let again = false;
    for (const each of waiting.filter((one) => one.member === who.member)) {
      try {
        const answer = await post(each, who.token);
        const said = await answer.json().catch(() => ({}));
        if (answer.ok && said.url) await write("entries", (store) => store.delete(each.key));
        else if ([409, 413, 422].includes(answer.status)) await write("entries", (store) => store.put({ ...each, state: "refused", sentence: said.sentence || "" }));
        else again = true;
      } catch {
        again = true;
      }
      tell();
    }
    return { again };
  }

  const send = () => (self.navigator.locks ? self.navigator.locks.request("hallway-scratches", round) : round());

  return { about, drop, forget, keep, list, send, hear: (call) => heard.add(call) };
})();
