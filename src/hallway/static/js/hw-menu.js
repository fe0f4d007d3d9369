// <hw-menu> around a <details>: shuts on Escape and on a click or focus elsewhere. Without script it is a plain <details>.
customElements.define(
  "hw-menu",
  class extends HTMLElement {
    connectedCallback() {
      this.details = this.querySelector("details");
      this.elsewhere = (event) => {
        if (!this.contains(event.target)) this.details.open = false;
      };
      document.addEventListener("click", this.elsewhere);
      this.addEventListener("focusout", (event) => {
        if (event.relatedTarget && !this.contains(event.relatedTarget)) this.details.open = false;
      });
      this.addEventListener("keydown", (event) => this.key(event));
    }

    disconnectedCallback() {
      document.removeEventListener("click", this.elsewhere);
    }

    key(event) {
      if (event.key === "Escape" && this.details.open) {
        this.details.open = false;
        this.querySelector("summary").focus();
        event.stopPropagation();
      }
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const items = [...this.querySelectorAll(".menu-body :is(a, button)")];
      if (!this.details.open) this.details.open = true;
      const step = event.key === "ArrowDown" ? 1 : -1;
      const at = items.indexOf(document.activeElement);
      items[(at + step + items.length) % items.length]?.focus();
      event.preventDefault();
    }
  },
);
