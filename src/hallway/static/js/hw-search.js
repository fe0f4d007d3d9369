// <hw-search> around the search form and its results: shows them while there are some, arrows walk them, Escape shuts them.
customElements.define(
  "hw-search",
  class extends HTMLElement {
    connectedCallback() {
      this.input = this.querySelector("input[type=search]");
      this.box = this.querySelector(".search-results");
      if (!this.input || !this.box) return;
      this.box.setAttribute("role", "listbox");
      this.box.setAttribute("aria-label", this.input.getAttribute("aria-label"));
      this.input.setAttribute("role", "combobox");
      this.input.setAttribute("aria-autocomplete", "list");
      this.input.setAttribute("aria-controls", this.box.id);
      this.input.setAttribute("aria-expanded", "false");
      this.box.addEventListener("htmx:afterSwap", () => this.show());
      this.input.addEventListener("focus", () => this.hits().length && this.show());
      this.input.addEventListener("input", () => !this.input.value.trim() && this.hide());
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.elsewhere = (event) => !this.contains(event.target) && this.hide();
      document.addEventListener("click", this.elsewhere);
      this.addEventListener("focusout", (event) => event.relatedTarget && !this.contains(event.relatedTarget) && this.hide());
    }

    disconnectedCallback() {
      document.removeEventListener("click", this.elsewhere);
    }

    hits() {
      return [...this.box.querySelectorAll("a[href]")];
    }

    show() {
      const empty = !this.input.value.trim() || !this.box.textContent.trim();
      this.box.hidden = empty;
      this.input.setAttribute("aria-expanded", String(!empty));
      this.input.removeAttribute("aria-activedescendant");
      this.hits().forEach((hit, n) => {
        hit.setAttribute("role", "option");
        hit.setAttribute("aria-selected", "false");
        hit.tabIndex = -1;
        hit.id ||= `hit-${n}`;
      });
    }

    hide() {
      this.box.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
    }

    key(event) {
      const hits = this.hits();
      const at = hits.findIndex((hit) => hit.getAttribute("aria-selected") === "true");
      if (event.key === "Escape" && !this.box.hidden) {
        this.hide();
        event.preventDefault();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits.length) {
        if (this.box.hidden) this.show();
        const next = (at + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length;
        hits.forEach((hit, n) => hit.setAttribute("aria-selected", String(n === next)));
        hits[next].scrollIntoView({ block: "nearest" });
        this.input.setAttribute("aria-activedescendant", hits[next].id);
        event.preventDefault();
      } else if (event.key === "Enter" && at >= 0 && !this.box.hidden) {
        event.preventDefault();
        location.assign(hits[at].href);
      }
    }
  },
);
