// <hw-scratches>: a note goes on this phone first and is sent by itself; below stands what is still only here.
(() => {
  const RETRY = [15_000, 30_000, 60_000, 300_000];
  const uuid = () =>
    crypto.randomUUID?.() ||
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

  customElements.define(
    "hw-scratches",
    class extends HTMLElement {
      connectedCallback() {
        const part = (name) => this.querySelector(`[data-part=${name}]`);
        this.parts = Object.fromEntries(["notice", "said", "left", "list", "kept", "visits"].map((name) => [name, part(name)]));
        this.form = this.querySelector("form");
        this.wanted = new URLSearchParams(location.search).get("visit") || "";
        this.tries = 0;
        this.form.addEventListener("submit", (event) => {
          event.preventDefault();
          event.stopImmediatePropagation();
          this.keep();
        }, true);
        this.parts.list.addEventListener("click", (event) => {
          const button = event.target.closest("button");
          if (button) scratches.drop(button.closest("li").dataset.key);
        });
        scratches.hear(() => this.show());
        for (const name of ["online", "pageshow"]) addEventListener(name, () => this.send());
        addEventListener("offline", () => this.show());
        document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.send());
        this.show().then(() => this.setAttribute("ready", ""));
        this.send();
      }

      async send() {
        clearTimeout(this.timer);
        const left = await scratches.send().catch(() => ({ again: true }));
        this.signIn = left.signIn;
        this.asked = true;
        await this.show();
        if (left.again) this.timer = setTimeout(() => this.send(), RETRY[Math.min(this.tries++, RETRY.length - 1)]);
        else this.tries = 0;
      }

      async keep() {
        const box = this.form.elements.text;
        const text = box.value.trim();
        const visit = this.form.elements.visit;
        if (!text || !visit.value || !this.member) return box.focus();
        try {
          await scratches.keep({ key: uuid(), member: this.member, visit: Number(visit.value), label: visit.selectedOptions[0].textContent, text, at: Date.now(), state: "waiting" });
        } catch (error) {
          this.parts.said.textContent = this.dataset.noRoom;
          console.warn("not kept", error?.name);
          return;
        }
        if (box.value.trim() === text) box.value = "";
        this.parts.said.textContent = this.dataset.kept;
        box.focus();
        this.send();
      }

      async show() {
        this.member = await scratches.about("member").catch(() => null);
        const visits = (await scratches.about("visits").catch(() => null)) || [];
        const rows = this.member ? await scratches.list(this.member).catch(() => []) : [];
        const box = this.parts.visits;
        const said = JSON.stringify(visits);
        if (said !== this.offered) {
          this.offered = said;
          const chosen = box.value || this.wanted;
          box.replaceChildren(...visits.map(([number, label]) => new Option(label, number, false, String(number) === String(chosen))));
        }
        const nobody = this.signIn || (!this.member && (this.asked || !navigator.onLine));
        const words = nobody ? (navigator.onLine ? this.dataset.signIn : this.member ? "" : this.dataset.unknown) : !this.member || visits.length ? "" : this.dataset.none;
        this.parts.notice.hidden = !words;
        this.parts.notice.querySelector("span").textContent = words;
        this.parts.notice.querySelector("a").hidden = !nobody || !navigator.onLine;
        this.form.hidden = !this.member || !visits.length;
        this.parts.kept.hidden = !rows.length;
        this.parts.left.textContent = rows.length === 1 ? this.dataset.leftOne : this.dataset.leftMany.replace("{n}", rows.length);
        this.parts.list.replaceChildren(
          ...rows.map((each) => {
            const item = this.querySelector("template").content.firstElementChild.cloneNode(true);
            item.dataset.key = each.key;
            item.querySelector("[data-text]").textContent = each.text;
            item.querySelector("[data-label]").textContent = each.label;
            item.querySelector("[data-why]").textContent = each.sentence || "";
            item.querySelector("button").hidden = each.state !== "refused";
            return item;
          }),
        );
      }
    },
  );
})();
