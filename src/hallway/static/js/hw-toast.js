// <hw-toast> holds the words after a deed. It lets them go after a while, and tells when a request of htmx found no answer.
customElements.define(
  "hw-toast",
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("click", (event) => event.target.closest("[data-toast-close]") && event.target.closest(".toast").remove());
      for (const toast of this.querySelectorAll(".toast")) this.letGo(toast);
      new MutationObserver((changes) => {
        for (const change of changes) for (const each of change.addedNodes) if (each.nodeType === 1) this.letGo(each);
      }).observe(this, { childList: true });
      document.addEventListener("htmx:sendError", () => this.say(this.dataset.lost));
      document.addEventListener("htmx:timeout", () => this.say(this.dataset.lost));
      // A whole page in answer to a partial request is an error page: say its sentence here and leave the page alone.
      document.addEventListener("htmx:beforeSwap", (event) => {
        const { xhr } = event.detail;
        if (xhr.status < 400) return;
        const whole = /<html[\s>]/i.test(xhr.responseText);
        if (whole) {
          const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
          event.detail.shouldSwap = false;
          this.say(page.querySelector("[data-sentence]")?.textContent.trim() || this.dataset.failed);
        } else if (xhr.status >= 500 && xhr.status !== 503) {
          this.say(this.dataset.failed);
        }
      });
    }

    letGo(toast) {
      // Errors stay until they are put away; what can be undone goes with its countdown.
      if (toast.matches(".toast-error") || toast.querySelector("hw-undo")) return;
      let timer;
      const start = () => (timer = setTimeout(() => toast.remove(), 8000));
      toast.addEventListener("mouseenter", () => clearTimeout(timer));
      toast.addEventListener("focusin", () => clearTimeout(timer));
      toast.addEventListener("mouseleave", start);
      start();
    }

    say(words, level = "error") {
      const toast = document.createElement("div");
      toast.className = `toast toast-${level}`;
      toast.setAttribute("role", "alert");
      const text = document.createElement("span");
      text.textContent = words;
      const close = document.createElement("button");
      close.type = "button";
      close.className = "toast-close";
      close.dataset.toastClose = "";
      close.setAttribute("aria-label", this.dataset.close || "");
      close.textContent = "×";
      toast.append(text, close);
      this.append(toast);
    }
  },
);
