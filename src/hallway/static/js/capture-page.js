// <hw-capture> around the capture form: what is kept goes on this phone first and is sent by itself; people are offered
// from a list that the phone has; below stands what is still here and what the school has. Its words come from the page.
(() => {
  const LARGEST = 25 * 1024 * 1024;
  const OFFERED = 6;
  const RETRY = [15_000, 30_000, 60_000, 300_000];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const uuid = () =>
    crypto.randomUUID?.() ||
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

  customElements.define(
    "hw-capture",
    class extends HTMLElement {
      connectedCallback() {
        this.form = this.querySelector("form");
        const part = (name) => this.querySelector(`[data-part=${name}]`);
        this.parts = Object.fromEntries(["notice", "said", "left", "list", "fits", "mending", "kept"].map((name) => [name, part(name)]));
        this.field = (name) => this.form.elements[name];
        this.names = [];
        this.tries = 0;
        this.form.noValidate = true;
        this.form.addEventListener("submit", (event) => {
          event.preventDefault();
          event.stopImmediatePropagation();
          this.keep();
        }, true);
        this.field("name").addEventListener("input", () => this.offer());
        this.parts.list.addEventListener("click", (event) => this.press(event.target.closest("button")));
        this.parts.mending.querySelector("button").addEventListener("click", () => this.stopMending());
        captures.hear(() => this.show());
        for (const name of ["online", "pageshow"]) addEventListener(name, () => this.send());
        addEventListener("offline", () => this.show());
        document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.send());
        try {
          localStorage.setItem("hallway-captures", "here"); // see hw-leave.js
        } catch {
          // A storage that is forbidden: IndexedDB is, too, and keep() says so.
        }
        this.opening = this.open();
      }

      words(name, values = {}) {
        return (this.dataset[name] || "").replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");
      }

      async open() {
        if (!(await captures.about("here").catch(() => null))) await captures.here().catch(() => null);
        await this.show();
        if (!this.form.contains(document.activeElement)) this.field("name").focus();
        performance.mark("hallway-capture-ready");
        this.setAttribute("ready", "");
        this.send().then(() => this.refresh());
      }

      async refresh() {
        if (!this.me?.its) return;
        this.names = await captures.names().catch(() => this.names);
        this.offer();
      }

      // The names that this phone has for whoever uses it now; another person's are gone with them.
      async know() {
        if (this.known === this.me?.member) return;
        this.known = this.me?.member;
        this.names = (await captures.about("names").catch(() => null))?.people || [];
        this.chosen = null;
        this.offer(); // somebody types faster than the phone reads
      }

      async send() {
        clearTimeout(this.timer);
        // Also with nothing to send: whoever is signed in now must be known before the next capture.
        const who = await captures.here().catch(() => undefined);
        if (who && who.language !== document.documentElement.lang) navigator.serviceWorker?.controller?.postMessage({ language: who.language });
        const left = await captures.send();
        if (who === null) left.signIn = true;
        this.signIn = left.signIn;
        await this.show();
        if (left.again) this.timer = setTimeout(() => this.send(), RETRY[Math.min(this.tries++, RETRY.length - 1)]);
        else this.tries = 0;
      }

      // People

      offer() {
        const typed = this.field("name").value;
        if (this.chosen && this.chosen[1] !== typed) this.chosen = null;
        const words = plain(typed).split(/\s+/).filter(Boolean);
        const fits = this.chosen || !words.length ? [] : this.names.filter((one) => {
          const own = plain(one[1]).split(/[\s-]+/);
          return words.every((word) => own.some((each) => each.startsWith(word)));
        });
        // The same people stay the same buttons: nothing moves away under a thumb.
        const same = JSON.stringify(fits.slice(0, OFFERED));
        if (same === this.offered) return;
        this.offered = same;
        this.parts.fits.replaceChildren(
          ...fits.slice(0, OFFERED).map((one) => {
            const button = this.piece("person");
            button.querySelector("b").textContent = one[1];
            button.querySelector("span").textContent = [one[2], one[3]].filter(Boolean).join(" · ");
            button.addEventListener("click", () => {
              this.chosen = one;
              this.field("name").value = one[1];
              this.offer();
              this.field("line").focus();
            });
            return button;
          }),
        );
        this.parts.fits.hidden = !fits.length;
      }

      piece(name) {
        return this.querySelector(`template[data-piece=${name}]`).content.firstElementChild.cloneNode(true);
      }

      // Keeping

      wrong(field, sentence) {
        const box = this.field(field);
        let said = this.querySelector(`#wrong-${field}`);
        if (!said) {
          said = this.piece("wrong");
          said.id = `wrong-${field}`;
          box.closest(".field").append(said);
        }
        said.querySelector("span").textContent = sentence;
        said.hidden = !sentence;
        box.toggleAttribute("aria-invalid", Boolean(sentence));
        if (sentence) {
          box.setAttribute("aria-invalid", "true");
          box.setAttribute("aria-describedby", said.id);
          box.focus();
        }
        return Boolean(sentence);
      }

      async keep() {
        if (this.keeping) return;
        await this.opening;
        if (!this.me) return this.say(this.words("unknown"), "alert");
        const line = this.field("line").value.trim();
        const name = this.field("name").value.trim();
        const note = this.field("note_only").checked;
        const files = [...this.field("files").files];
        const large = files.find((one) => one.size > LARGEST);
        if (this.wrong("files", large ? this.words("large", { name: large.name }) : "")) return;
        if (this.wrong("line", line ? "" : this.words("needLine"))) return;
        if (this.wrong("name", name || note ? "" : this.words("needName"))) return;
        this.keeping = true;
        this.say("");
        const typed = this.typed();
        try {
          // Read now: a picture that is only pointed at may be gone when it is sent.
          const photos = await Promise.all(files.map(async (one) => ({ name: one.name, type: one.type, bytes: await one.arrayBuffer() })));
          const before = this.mending;
          await captures.keep(
            {
              key: uuid(), member: this.me.member, name, person: this.chosen?.[0] || null, line,
              teaching_stopped: this.field("teaching_stopped").checked, note_only: note, mine: this.field("mine").checked,
              at: before?.at || Date.now(), photos: photos.length ? photos : before?.photos || [], state: "waiting",
            },
            before?.key,
          );
          navigator.storage?.persist?.().catch(() => {});
        } catch (error) {
          this.say(this.words("noRoom"), "alert");
          console.warn("not kept", error?.name);
          return;
        } finally {
          this.keeping = false;
        }
        this.empty(typed);
        this.say(this.words("kept"));
        this.field("name").focus();
        this.send();
      }

      say(sentence, tone = "") {
        this.parts.said.textContent = sentence;
        this.parts.said.className = tone ? `capture-said is-${tone}` : "capture-said";
      }

      typed() {
        return [...this.form.elements].filter((each) => each.name).map((each) => [each, each.type === "checkbox" ? each.checked : each.value]);
      }

      // Ready for the next one. What somebody typed while the last one was being kept (``kept``: as it was) stays.
      empty(kept = this.typed()) {
        for (const [each, value] of kept) {
          if (each.type === "checkbox" && each.checked === value) each.checked = each.defaultChecked;
          else if (each.type !== "checkbox" && each.value === value) each.value = each.defaultValue;
        }
        this.form.querySelector("hw-photo")?.show?.();
        if (this.chosen && this.chosen[1] !== this.field("name").value) this.chosen = null;
        this.stopMending();
        this.offer();
      }

      mend(entry) {
        this.empty();
        this.mending = entry;
        for (const name of ["name", "line"]) this.field(name).value = entry[name];
        for (const name of ["teaching_stopped", "note_only", "mine"]) this.field(name).checked = entry[name];
        this.chosen = this.names.find((one) => one[0] === entry.person) || null;
        this.parts.mending.hidden = false;
        this.field("line").focus();
      }

      stopMending() {
        this.mending = null;
        this.parts.mending.hidden = true;
      }

      async press(button) {
        if (!button) return;
        const entry = (await captures.list(this.me.member)).find((each) => each.key === button.closest("li").dataset.key);
        if (!entry) return;
        if (button.dataset.do === "mend") this.mend(entry);
        else if (button.dataset.do === "drop" && !button.dataset.sure) {
          button.dataset.sure = "yes";
          button.querySelector("span").textContent = this.words("sure");
        } else if (button.dataset.do === "drop") {
          await captures.drop(entry.key);
          this.say(this.words("thrown"));
        }
      }

      // What is here

      async show() {
        this.me = (await captures.about("here").catch(() => null)) || null;
        await this.know();
        const rows = this.me ? await captures.list(this.me.member).catch(() => []) : [];
        const left = rows.filter((each) => each.state !== "sent").length;
        const known = Boolean(this.me);
        this.form.hidden = !known || !this.me.its;
        let notice = "";
        if (!known) notice = this.words(navigator.onLine ? "unknown" : "unknownOffline");
        else if (!this.me.its) notice = this.words("notIts");
        else if (this.signIn) notice = left === 1 ? this.words("signInOne") : left ? this.words("signInMany", { n: left }) : this.words("signIn");
        this.parts.notice.hidden = !notice;
        this.parts.notice.querySelector("span").textContent = notice;
        this.parts.notice.querySelector("a").hidden = Boolean(known && !this.me.its) || !(this.signIn || !known) || !navigator.onLine;
        const waits = navigator.onLine ? "" : ` ${this.words("goes")}`;
        this.parts.left.textContent = (left === 0 ? this.words("leftNone") : left === 1 ? this.words("leftOne") : this.words("leftMany", { n: left })) + (left ? waits : "");
        this.parts.kept.hidden = !rows.length;
        this.parts.list.replaceChildren(...rows.map((each) => this.row(each)));
      }

      row(entry) {
        const item = this.piece(entry.state);
        item.dataset.key = entry.key;
        item.querySelector("[data-line]").textContent = entry.line;
        const photos = entry.photos.length || entry.photo_count || 0;
        item.querySelector("[data-who]").textContent = [entry.note_only ? this.words("note") : entry.name, photos ? this.words("photos", { n: photos }) : ""].filter(Boolean).join(" · ");
        const time = item.querySelector("time");
        const at = new Date(entry.state === "sent" ? entry.sent : entry.at);
        time.dateTime = at.toISOString();
        time.textContent = this.when(at);
        const why = item.querySelector("[data-why]");
        if (why) why.textContent = entry.sentence || this.words(entry.code === 413 ? "tooLarge" : "refused");
        const link = item.querySelector("a");
        if (link && entry.url) {
          link.href = entry.url;
          link.textContent = entry.number ? `#${entry.number}` : this.words("toSort");
        }
        return item;
      }

      when(at) {
        const today = at.toDateString() === new Date().toDateString();
        return new Intl.DateTimeFormat(document.documentElement.lang, today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" }).format(at);
      }
    },
  );
})();
