// <hw-select-all name="ask"> in a form: ticks every box of that name, and shows [data-bulk] with the count while any is ticked.
customElements.define(
  "hw-select-all",
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.closest("form");
      this.all = this.querySelector("input[type=checkbox]");
      if (!this.form) return;
      this.all?.addEventListener("change", () => {
        for (const box of this.boxes()) box.checked = this.all.checked;
        this.tell();
      });
      this.form.addEventListener("change", () => this.tell());
      addEventListener("pageshow", () => this.tell());
      this.tell();
    }

    boxes() {
      return [...this.form.querySelectorAll(`input[type=checkbox][name="${this.getAttribute("name") || "ask"}"]`)];
    }

    tell() {
      const boxes = this.boxes();
      const picked = boxes.filter((box) => box.checked).length;
      if (this.all) {
        this.all.checked = picked > 0 && picked === boxes.length;
        this.all.indeterminate = picked > 0 && picked < boxes.length;
      }
      for (const bar of this.form.querySelectorAll("[data-bulk]")) bar.hidden = picked === 0;
      for (const count of this.form.querySelectorAll("[data-bulk-count]")) count.textContent = String(picked);
    }
  },
);
