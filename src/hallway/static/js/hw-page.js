// What every page does once: says that script works, keeps the offline page ready, tells when the network is gone.
document.documentElement.classList.add("has-script");

if ("serviceWorker" in navigator && window.isSecureContext) {
  addEventListener("load", () => navigator.serviceWorker.register("/worker.js").catch(() => {}));
}

const ribbon = document.querySelector("[data-offline]");
if (ribbon) {
  const tell = () => (ribbon.hidden = navigator.onLine);
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
}

// data-open="<id>" shows a dialog; a click on its backdrop shuts it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) {
    document.getElementById(opener.dataset.open)?.showModal();
  } else if (event.target.matches("dialog")) {
    event.target.close();
  }
});

// A table that is wider than its place can be scrolled with the keyboard, too.
for (const wrap of document.querySelectorAll(".table-wrap")) if (wrap.scrollWidth > wrap.clientWidth) wrap.tabIndex = 0;

// After a form came back with errors, its list of errors is where reading starts.
document.querySelector(".form-errors")?.focus();

customElements.define(
  "hw-back",
  class extends HTMLElement {
    connectedCallback() {
      if (history.length < 2) return;
      this.hidden = false;
      this.addEventListener("click", () => history.back());
    }
  },
);
