// <hw-photo> around a file input: shows what was chosen before it is sent, small, with its name.
customElements.define(
  "hw-photo",
  class extends HTMLElement {
    connectedCallback() {
      this.input = this.querySelector("input[type=file]");
      if (!this.input) return;
      this.shown = document.createElement("div");
      this.shown.className = "photo-preview";
      this.append(this.shown);
      this.input.addEventListener("change", () => this.show());
    }

    show() {
      for (const picture of this.shown.querySelectorAll("img")) URL.revokeObjectURL(picture.src);
      this.shown.replaceChildren(
        ...[...this.input.files].slice(0, 12).map((file) => {
          const figure = document.createElement("figure");
          if (/^image\/(png|jpeg|gif|webp|avif)$/.test(file.type)) {
            const picture = document.createElement("img");
            picture.alt = "";
            picture.src = URL.createObjectURL(file);
            figure.append(picture);
          }
          const name = document.createElement("figcaption");
          name.textContent = file.name;
          figure.append(name);
          return figure;
        }),
      );
    }
  },
);
