// <hw-draft key="ask-new"> around a form keeps what is typed in this browser until the server answers that it is saved:
// the form says its draft key (hw_draft), a saving answer sets the cookie hw_saved, and the next page drops the draft.
const PREFIX = "hw-draft:";
const member = document.body.dataset.member || "guest";
const shelf = {
  read: (key) => {
    try {
      return JSON.parse(localStorage.getItem(PREFIX + key));
    } catch {
      return null;
    }
  },
  keep: (key, value) => {
    try {
      localStorage.setItem(PREFIX + key, JSON.stringify(value));
    } catch {
      // A full or forbidden storage: the form works without a draft.
    }
  },
  drop: (key) => {
    try {
      localStorage.removeItem(PREFIX + key);
    } catch {
      // as above
    }
  },
};

const saved = document.cookie.split("; ").find((cookie) => cookie.startsWith("hw_saved="));
if (saved) {
  shelf.drop(decodeURIComponent(saved.slice("hw_saved=".length)));
  document.cookie = "hw_saved=; Max-Age=0; Path=/; SameSite=Lax";
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-wipe-drafts]")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
});

const SKIP = new Set(["csrfmiddlewaretoken", "hw_draft", "asked"]);
const MONTH = 30 * 24 * 3600 * 1000;

customElements.define(
  "hw-draft",
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form") || this.closest("form");
      if (!this.form) return;
      this.key = `${member}:${this.getAttribute("key") || location.pathname}`;
      const hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = "hw_draft";
      hidden.value = this.key;
      this.form.append(hidden);
      // The browser's own memory would bring words that were sent back into a form with a fresh key: pressed again, they
      // would be said twice. What was not sent comes back from the draft, with the key it had.
      this.form.autocomplete = "off";
      // What the server sent back (a form with errors) is newer than what is kept.
      if (!this.querySelector("[aria-invalid=true], .form-errors")) this.offer();
      this.form.addEventListener("input", () => this.soon());
      this.form.addEventListener("change", () => this.soon());
      this.form.addEventListener("htmx:afterRequest", (event) => {
        if (event.detail.successful && event.detail.elt === this.form) {
          clearTimeout(this.timer);
          shelf.drop(this.key);
        }
      });
      // A part of the form that comes anew was asked for some seconds ago: what was typed since is laid over it.
      this.form.addEventListener("htmx:beforeSwap", (event) => {
        if (event.detail.shouldSwap) this.typed = [this.values(), new Set(this.controls()), document.activeElement?.id];
      });
      this.form.addEventListener("htmx:afterSwap", () => {
        if (!this.typed) return;
        const [values, there, focused] = this.typed;
        this.typed = null;
        this.lay(values, (each) => !there.has(each));
        const before = focused && document.getElementById(focused);
        if (before && before !== document.activeElement && this.form.contains(before)) before.focus({ preventScroll: true });
      });
      this.leaving = () => this.timer && this.keep();
      addEventListener("pagehide", this.leaving);
    }

    disconnectedCallback() {
      removeEventListener("pagehide", this.leaving);
    }

    controls() {
      return [...this.form.elements].filter(
        (each) => each.name && !SKIP.has(each.name) && !["file", "password", "submit", "button"].includes(each.type),
      );
    }

    values() {
      return this.controls().map((each) => [each.name, ["checkbox", "radio"].includes(each.type) ? `${each.value}:${each.checked}` : each.value]);
    }

    soon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.keep(), 400);
    }

    keep() {
      this.timer = null;
      const typed = this.controls().some((each) => each.matches("textarea, input:not([type=hidden], [type=radio], [type=checkbox])") && each.value.trim());
      if (typed) shelf.keep(this.key, { at: Date.now(), values: this.values() });
      else shelf.drop(this.key);
    }

    offer() {
      const kept = shelf.read(this.key);
      if (!kept || Date.now() - kept.at > MONTH) return;
      if (JSON.stringify(kept.values) === JSON.stringify(this.values())) return;
      const before = this.values();
      this.restore(kept.values);
      const notice = document.createElement("p");
      notice.className = "draft-notice";
      notice.setAttribute("role", "status");
      const words = document.createElement("span");
      words.textContent = this.getAttribute("said") || "Your words from before are back.";
      const fresh = document.createElement("button");
      fresh.type = "button";
      fresh.className = "linklike";
      fresh.textContent = this.getAttribute("fresh") || "Start fresh";
      fresh.addEventListener("click", () => {
        this.restore(before);
        shelf.drop(this.key);
        notice.remove();
      });
      notice.append(words, fresh);
      this.prepend(notice);
    }

    // What hangs on the answers (a promise, a list of people) hears that they changed; htmx listens from "load" on.
    tell() {
      const say = () => setTimeout(() => this.form.dispatchEvent(new CustomEvent("hw-draft-back", { bubbles: true })));
      if (document.readyState === "complete") say();
      else addEventListener("load", say, { once: true });
    }

    restore(values) {
      this.tell();
      this.lay(values);
    }

    lay(values, wanted = () => true) {
      const left = new Map();
      for (const [name, value] of values) left.set(name, [...(left.get(name) || []), value]);
      for (const each of this.controls()) {
        const queue = left.get(each.name);
        if (!queue?.length || !wanted(each)) continue;
        if (["checkbox", "radio"].includes(each.type)) {
          if (queue.includes(`${each.value}:true`)) each.checked = true;
          else if (queue.includes(`${each.value}:false`)) each.checked = false;
        } else {
          each.value = queue.shift();
        }
        // What the writer had filled in must be seen, not folded away.
        if (each.value && !["hidden", "checkbox", "radio"].includes(each.type)) each.closest("details.fold")?.setAttribute("open", "");
      }
    }
  },
);
