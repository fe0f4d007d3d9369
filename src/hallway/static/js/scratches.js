// Scratch notes of a visit that a phone has and the school does not have yet: kept in IndexedDB first, sent by whoever is
// awake (the page or the service worker), each with its own id so that sending twice is harmless. Once the school has a note
// it leaves the phone. What nobody sent in a month leaves it, too: that is how long such a note lives anywhere.
//
// entry: {key, member, visit, label, text, at, state: "waiting" | "refused", sentence}
self.scratches = (() => {
  const BASE = "/appointments/visits/notes/";
  const MONTH = 30 * 86_400_000;
  const CALM = 30_000;
  const { about, ask, clear, drop, hear, keep, list, tell, turn, waiting, write } = self.onDevice("scratches");
  const asked = (address, more) => ask(address, CALM, more);

  // Who is signed in on this phone, and where they may jot something down: {member, token, visits}; null for nobody.
  async function here() {
    const answer = await asked("/asks/capture/here/");
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return null;
    if (!answer.ok) throw new Error(`here ${answer.status}`);
    const { member, token } = await answer.json();
    const found = await asked(`${BASE}to_visit/`);
    const visits = found.ok ? (await found.json()).visits : [];
    await write(["about"], (store) => {
      store.put(member, "member");
      store.put(visits, "visits");
    });
    tell();
    return { member, token, visits };
  }

  const forget = () => write(["about"], (store) => store.clear()).then(tell);

  async function post(entry, token) {
    const form = new FormData();
    for (const name of ["key", "member", "visit", "text"]) form.set(name, entry[name]);
    form.set("ago", Math.max(0, (Date.now() - entry.at) / 1000));
    return asked(`${BASE}take/`, { method: "POST", body: form, headers: { "X-CSRFToken": token } });
  }

  async function round() {
    await clear((each) => Date.now() - each.at > MONTH);
    const queue = await waiting();
    let who;
    try {
      who = await here();
    } catch {
      return { left: queue.length, again: queue.length > 0 };
    }
    if (who === null) return { left: queue.length, signIn: true };
    let again = false;
    for (const each of queue.filter((one) => one.member === who.member)) {
      try {
        const answer = await post(each, who.token);
        const said = await answer.json().catch(() => ({}));
        if (answer.ok && said.url) await write(["entries"], (store) => store.delete(each.key));
        else if ([409, 413, 422].includes(answer.status)) await write(["entries"], (store) => store.put({ ...each, state: "refused", sentence: said.sentence || "" }));
        else again = true;
      } catch {
        again = true;
      }
      tell();
    }
    return { again };
  }

  const send = () => turn(round);

  return { about, drop, forget, hear, keep, list, send };
})();
