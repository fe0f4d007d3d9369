// What a phone has caught and the school does not have yet: kept in IndexedDB, sent by whoever is awake (a page or the
// service worker), each with its own id so that sending twice is harmless. An entry goes only when the school has it, or
// by the person's hand. Both the capture page and the service worker load this file.
//
// entry: {key, member, name, person, line, teaching_stopped, note_only, mine, at, photos: [{name, type, bytes}],
//         state: "waiting" | "sent" | "refused", sentence, code, said, url, number, sent}
self.captures = (() => {
  const BASE = "/asks/capture/";
  const SHOWN_DAYS = 7;
  const CALM = 30_000; // milliseconds a page of words may take; photos get more
  const { about, ask, clear, drop, entries, hear, keep, list, tell, turn, waiting, write } = self.onDevice("captures");

  const change = (entry) => write(["entries"], (store) => store.put(entry)).then(tell);

  // Somebody else, or nobody, uses this phone now: names, and what is with the school already, are not theirs to read.
  async function forget() {
    const sent = (await entries()).filter((each) => each.state === "sent");
    await write(["entries", "about"], (store, known) => {
      sent.forEach((each) => store.delete(each.key));
      known.clear();
    });
    tell();
  }

  // Who is signed in on this phone: {member, token, …}, null for nobody. Throws without network.
  async function here() {
    const answer = await ask(`${BASE}here/`, CALM);
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return null;
    if (!answer.ok) throw new Error(`here ${answer.status}`);
    const said = await answer.json();
    const known = await about("here");
    if (known && known.member !== said.member) await forget();
    if (!known || ["member", "name", "its", "language"].some((each) => known[each] !== said[each])) {
      const { token, ...kept } = said;
      await write(["about"], (store) => store.put(kept, "here"));
      tell();
    }
    return said;
  }

  async function names() {
    const known = await about("names");
    const answer = await ask(`${BASE}names/`, CALM, { headers: known?.etag ? { "If-None-Match": known.etag } : {} });
    if (!answer.ok) return known?.people || [];
    const { people } = await answer.json();
    await write(["about"], (store) => store.put({ etag: answer.headers.get("ETag"), people }, "names"));
    return people;
  }

  async function post(entry, token) {
    const form = new FormData();
    for (const name of ["key", "member", "name", "line"]) form.set(name, entry[name]);
    if (entry.person) form.set("person", entry.person);
    for (const name of ["teaching_stopped", "note_only", "mine"]) if (entry[name]) form.set(name, "on");
    form.set("ago", Math.max(0, (Date.now() - entry.at) / 1000));
    for (const one of entry.photos) form.append("files", new File([one.bytes], one.name, { type: one.type }));
    const patience = entry.photos.length ? CALM * 20 : CALM;
    return ask(`${BASE}take/`, patience, { method: "POST", body: form, headers: { "X-CSRFToken": token } });
  }

  // What an answer means for its entry: "sent", "refused", "sign-in", "other", or "again".
  async function outcome(entry, token) {
    let answer;
    try {
      answer = await post(entry, token);
    } catch {
      return "again";
    }
    if (answer.type === "opaqueredirect" || answer.status === 401) return "sign-in";
    const said = await answer.json().catch(() => ({}));
    if (answer.ok && said.state) {
      await change({ ...entry, photos: [], photo_count: entry.photos.length, state: "sent", sent: Date.now(), said: said.said, url: said.url, number: said.number });
      return "sent";
    }
    if (said.code === "other") return "other";
    if (answer.status === 403 && !said.code) return "sign-in"; // the stamp ran out in between
    if ([403, 409, 413, 422].includes(answer.status)) {
      await change({ ...entry, state: "refused", sentence: said.sentence || "", code: answer.status });
      return "refused";
    }
    return "again";
  }

  async function round() {
    await clear((each) => each.state === "sent" && Date.now() - each.sent > SHOWN_DAYS * 86_400_000);
    const queue = await waiting();
    if (!queue.length) return { left: 0 };
    let who;
    try {
      who = await here();
    } catch {
      return { left: queue.length, again: true };
    }
    if (who === null) return { left: queue.length, signIn: true };
    let left = 0;
    let again = false;
    for (const each of queue.filter((one) => one.member === who.member)) {
      const what = await outcome(each, who.token);
      if (what === "sign-in") return { left: queue.length, signIn: true };
      if (what === "again") again = true;
      if (what === "again" || what === "other") left += 1;
    }
    return { left, again };
  }

  // Send what waits, one after the other. {left, again, signIn}.
  async function send() {
    const left = await turn(round);
    await write(["about"], (store) => store.put(Boolean(left.signIn), "sign-in")).catch(() => {});
    tell();
    return left;
  }

  return { about, drop, forget, hear, here, keep, list, names, send };
})();
