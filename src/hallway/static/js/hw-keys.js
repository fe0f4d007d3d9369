// <hw-keys> on a list or request page: j and k walk the [data-row] lines, Enter opens (it is a link), x picks;
// any other key presses or focuses the control that says data-key="<key>". "?" shows the keys. Never while typing.
const typing = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const act = (control) => {
  if (!control || control.matches(":disabled")) return;
  control.closest("details:not([open])")?.setAttribute("open", "");
  if (control.matches("input, textarea, select")) {
    control.focus();
    control.scrollIntoView({ block: "center" });
  } else {
    control.click();
  }
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const keys = document.querySelector("hw-keys");
  // A folded part counts by its fold: the key opens it.
  const seen = (each) => (each.closest("details:not([open])") || each).checkVisibility?.() !== false;
  const control = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key && seen(each));
  if (control && (keys || event.key === "/")) {
    act(control);
    event.preventDefault();
    return;
  }
  if (!keys) return;
  if (event.key === "?") {
    document.getElementById("keys-help")?.showModal();
    event.preventDefault();
    return;
  }
  if (!["j", "k", "x", "r", "n"].includes(event.key)) return;
  const rows = [...document.querySelectorAll("[data-row]")];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  if (event.key === "x") {
    rows[at]?.querySelector("input[type=checkbox]")?.click();
  } else if (event.key === "r" || event.key === "n") {
    // On a list: open the request at its reply or note box.
    const link = rows[at]?.querySelector("a");
    if (!link) return;
    location.href = `${link.href}#${event.key === "r" ? "reply" : "note"}`;
  } else {
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)))];
    next?.querySelector("a")?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }
  event.preventDefault();
});

customElements.define(
  "hw-keys",
  class extends HTMLElement {
    connectedCallback() {
      const box = document.getElementById(location.hash.slice(1));
      if (box?.matches("textarea")) act(box);
    }
  },
);
