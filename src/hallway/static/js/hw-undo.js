// <hw-undo seconds="20"> or until="<ISO moment>" around a small form: counts down and goes away when the time is over.
customElements.define(
  "hw-undo",
  class extends HTMLElement {
    connectedCallback() {
      const until = Date.parse(this.getAttribute("until") || "");
      this.end = Number.isNaN(until) ? Date.now() + 1000 * (Number(this.getAttribute("seconds")) || 20) : until;
      this.left = document.createElement("span");
      this.left.className = "undo-left";
      this.left.setAttribute("aria-hidden", "true");
      this.querySelector("button")?.append(this.left);
      this.tick();
    }

    disconnectedCallback() {
      clearTimeout(this.timer);
    }

    tick() {
      const seconds = Math.ceil((this.end - Date.now()) / 1000);
      if (seconds <= 0) {
        const toast = this.closest(".toast");
        const pending = this.closest(".is-pending");
        pending?.classList.remove("is-pending");
        this.dispatchEvent(new CustomEvent("hw-undo-over", { bubbles: true }));
        (toast || this).remove();
        return;
      }
      this.left.textContent = String(seconds);
      this.timer = setTimeout(() => this.tick(), 1000 - ((Date.now() - this.end) % 1000 + 1000) % 1000 || 1000);
    }
  },
);
