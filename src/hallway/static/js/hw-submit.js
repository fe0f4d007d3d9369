// A form is sent once. Its button says so while the answer is on its way and works again when the answer was not a good one.
// Every form of ours gets this without asking; <hw-submit> marks a part whose forms must stay pressable (data-many).
const busy = (form, on) => {
  form.toggleAttribute("data-sending", on);
  form.setAttribute("aria-busy", on);
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    button.setAttribute("aria-disabled", on);
    button.classList.toggle("is-busy", on && button === form.pressed);
  }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.form) button.form.pressed = button;
});

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.method !== "post" || form.closest("[data-many]")) return;
    if (form.hasAttribute("data-sending")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    // After the browser has read the form; a prevented submit (htmx) still goes busy and is released below.
    setTimeout(() => busy(form, true));
    // A server that never answers must not hold the button for good; the same form sent twice is harmless (its id is kept).
    setTimeout(() => busy(form, false), 30_000);
  },
  true,
);

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) setTimeout(() => busy(form, false));
});

// Coming back with the browser's back button finds working buttons.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach((form) => busy(form, false)));
