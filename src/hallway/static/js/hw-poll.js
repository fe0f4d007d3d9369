// <hw-poll url="…" every="30">: asks for its content again while the page is looked at; an unchanged answer (304) costs nothing.
customElements.define(
  "hw-poll",
  class extends HTMLElement {
    connectedCallback() {
      this.tag = this.getAttribute("etag");
      this.every = 1000 * Math.max(5, Number(this.getAttribute("every")) || 30);
      this.seen = () => document.visibilityState === "visible" && this.ask();
      document.addEventListener("visibilitychange", this.seen);
      this.timer = setInterval(this.seen, this.every);
    }

    disconnectedCallback() {
      clearInterval(this.timer);
      document.removeEventListener("visibilitychange", this.seen);
    }

    async ask() {
      // Do not take the words from under somebody who is writing, walking by keyboard, or has ticked something here.
      if (this.asking || this.contains(document.activeElement) || this.querySelector("input[type=checkbox]:checked")) return;
      this.asking = true;
      try {
        const headers = { "HX-Request": "true", "HX-Current-URL": location.href };
        if (this.tag) headers["If-None-Match"] = this.tag;
        const answer = await fetch(this.getAttribute("url"), { headers, credentials: "same-origin", cache: "no-store" });
        if (answer.status === 200) {
          this.tag = answer.headers.get("ETag");
          this.innerHTML = await answer.text();
          window.htmx?.process(this);
        }
      } catch {
        // No network: the next turn asks again.
      } finally {
        this.asking = false;
      }
    }
  },
);
