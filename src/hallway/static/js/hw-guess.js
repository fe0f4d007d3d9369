// <hw-guess from="id_line"> around tiles (topics, devices): when the line has a word that only one tile's name has, that tile is chosen for
// whoever has chosen none. It is seen, it says what changes, and a tap chooses another.
const SHORTEST = 4;
const words = (text) =>
  new Set(
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length >= SHORTEST),
  );

customElements.define(
  "hw-guess",
  class extends HTMLElement {
    connectedCallback() {
      this.line = document.getElementById(this.getAttribute("from"));
      if (!this.line) return;
      this.tiles = [...this.querySelectorAll("input[type=radio]")];
      const all = this.tiles.map((tile) => (tile.value ? words(tile.closest("label").textContent) : new Set()));
      this.own = all.map((mine) => new Set([...mine].filter((word) => all.filter((each) => each.has(word)).length === 1)));
      const checked = this.tiles.find((tile) => tile.checked);
      if (!checked?.value) this.first = checked;
      else this.chosen = true;
      this.addEventListener("change", (event) => {
        if (event.isTrusted) this.chosen = true;
      });
      this.line.addEventListener("input", () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.guess(), 500);
      });
      this.line.addEventListener("change", () => this.guess());
      if (this.line.value) this.guess();
    }

    guess() {
      clearTimeout(this.timer);
      const now = this.tiles.find((tile) => tile.checked);
      if (this.chosen || (now && now !== this.first && now !== this.last)) return;
      const said = words(this.line.value);
      const says = (word) => said.has(word) || said.has(`${word}s`) || said.has(word.replace(/s$/, ""));
      const fit = this.tiles.filter((_tile, at) => [...this.own[at]].some(says));
      const tile = fit.length === 1 ? fit[0] : this.first;
      if (tile === now) return;
      this.last = tile;
      for (const each of this.tiles) each.checked = each === tile;
      (tile || now).dispatchEvent(new Event("change", { bubbles: true }));
    }
  },
);
