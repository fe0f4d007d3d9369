// For captures, on every page: the worker is asked to send what this phone still has, and signing out takes away the names
// and the list of what was sent. What the school does not have yet stays here for whoever kept it, and that is said first.
// The capture page leaves this sign, so that everybody else's sign-out goes the plain way.
const SIGN = "hallway-captures";
const captured = () => {
  try {
    return localStorage.getItem(SIGN) !== null;
  } catch {
    return false;
  }
};

const opened = () =>
  new Promise((done) => {
    const asked = indexedDB.open("hallway-captures");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => done(null);
  });

const forget = async (form) => {
  const db = await opened();
  if (!db || !db.objectStoreNames.contains("entries")) return true;
  return new Promise((done) => {
    const both = db.transaction(["entries", "about"], "readwrite");
    const asked = both.objectStore("entries").getAll();
    const who = both.objectStore("about").get("here");
    let stay = false;
    who.onsuccess = () => {
      const member = who.result?.member;
      const left = asked.result.filter((each) => each.state !== "sent" && each.member === member).length;
      const sentence = (left === 1 ? form.dataset.leftOne : form.dataset.leftMany) || "";
      stay = Boolean(left && sentence && !confirm(sentence.replace("{n}", left)));
      if (stay) return;
      for (const each of asked.result) if (each.state === "sent") both.objectStore("entries").delete(each.key);
      both.objectStore("about").clear();
    };
    both.oncomplete = both.onerror = both.onabort = () => {
      db.close();
      done(!stay);
    };
  });
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-wipe-drafts]") || !captured()) return;
  event.preventDefault();
  // A browser that does not answer must not keep anybody signed in.
  const patience = new Promise((done) => setTimeout(() => done(true), 30_000));
  Promise.race([forget(form).catch(() => true), patience]).then((leave) => leave && form.submit());
});

if (captured() && document.body.dataset.member) {
  navigator.serviceWorker?.ready.then((worker) => worker.active?.postMessage({ send: "captures" })).catch(() => {});
}

// Scratch notes of visits: signing out takes away whom this phone knows visits of; notes not sent yet wait for their writer.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-wipe-drafts]")) return;
  indexedDB.databases?.().then((all) => {
    if (!all.some((each) => each.name === "hallway-scratches")) return;
    const asked = indexedDB.open("hallway-scratches");
    asked.onsuccess = () => {
      if (asked.result.objectStoreNames.contains("about")) asked.result.transaction(["about"], "readwrite").objectStore("about").clear();
    };
  });
}, true);
