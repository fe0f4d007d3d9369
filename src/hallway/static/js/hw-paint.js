// <hw-paint> around a year of tick boxes: says how many are ticked, ticks a stretch with Shift, walks days with the arrow keys,
// and prints. Without script the boxes are ticked one by one and the browser prints.
customElements.define(
  "hw-paint",
  class extends HTMLElement {
    connectedCallback() {
      this.last = null;
      this.addEventListener("click", (event) => this.stretch(event));
      this.addEventListener("change", () => this.tell());
      this.addEventListener("keydown", (event) => this.walk(event));
      addEventListener("pageshow", () => this.tell());
      this.tell();
    }

    get boxes() {
      return [...this.querySelectorAll("input[name=day]")];
    }

    tell() {
      const said = this.querySelector("[data-ticked]");
      if (!said) return;
      const many = this.boxes.filter((box) => box.checked).length;
      const words = many === 0 ? "none" : many === 1 ? "one" : "many";
      const type = this.querySelector("select[name=type]")?.selectedOptions[0]?.textContent ?? "";
      said.textContent = said.dataset[words].replace("#", String(many)) + (many && type ? `: ${type}` : "");
    }

    // Shift and a press ticks every school day between the last one pressed and this one.
    stretch(event) {
      const box = event.target.closest?.("input[name=day]");
      if (!box) return;
      if (event.shiftKey && this.last) {
        const boxes = this.boxes;
        const [from, to] = [boxes.indexOf(this.last), boxes.indexOf(box)].sort((a, b) => a - b);
        for (const each of boxes.slice(from, to + 1)) {
          if (!each.closest(".date-free, .date-out")) each.checked = box.checked;
        }
        this.tell();
      }
      this.last = box;
    }

    walk(event) {
      const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
      if (!(event.key in steps) || event.target.name !== "day") return;
      const boxes = this.boxes;
      const there = boxes[boxes.indexOf(event.target) + steps[event.key]];
      if (there) {
        event.preventDefault();
        there.focus();
      }
    }
  },
);

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) window.print();
});
