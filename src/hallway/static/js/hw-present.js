// <hw-present url="…"> on a request page: says that its reader is here (and writing, when a [data-writing] box holds new words),
// and shows who else is. Only while the page is looked at.
const EVERY = 15_000;

customElements.define(
  "hw-present",
  class extends HTMLElement {
    connectedCallback() {
      this.turn = () => document.visibilityState === "visible" && this.say();
      document.addEventListener("visibilitychange", this.turn);
      this.timer = setInterval(this.turn, EVERY);
      document.addEventListener("input", (this.wrote = (event) => {
        if (!event.target.matches?.("[data-writing]")) return;
        const before = this.writing;
        this.writing = Date.now();
        if (!before || this.writing - before > EVERY) this.say();
      }));
      this.turn();
    }

    disconnectedCallback() {
      clearInterval(this.timer);
      document.removeEventListener("visibilitychange", this.turn);
      document.removeEventListener("input", this.wrote);
    }

    async say() {
      if (this.asking) {
        this.again = true;
        return;
      }
      this.asking = true;
      try {
        const headers = { ...JSON.parse(document.body.getAttribute("hx-headers") || "{}"), "HX-Request": "true" };
        const writing = this.writing && Date.now() - this.writing < 2 * EVERY ? "1" : "";
        const answer = await fetch(this.getAttribute("url"), {
          method: "POST",
          headers,
          body: new URLSearchParams({ writing }),
          credentials: "same-origin",
        });
        if (answer.status === 200) {
          const said = (await answer.text()).trim();
          if (said !== this.said) this.innerHTML = this.said = said;
        }
      } catch {
        // No network: the next turn says it.
      } finally {
        this.asking = false;
        if (this.again) {
          this.again = false;
          this.say();
        }
      }
    }
  },
);
