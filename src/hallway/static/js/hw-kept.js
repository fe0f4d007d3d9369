// The "How to get help here" pages of one's campuses, kept on the device for when the network is gone. They are public.
const KEPT = "hallway-public"; // a shelf that the worker knows
const HOW = /^\/how\/\d+\/$/;

if ("caches" in window && window.isSecureContext && navigator.onLine) {
  const pages = [...document.querySelectorAll('link[rel="help"]')].map((link) => link.href);
  // The browser's own cache answers for an hour, so this asks the school's server rarely.
  if (pages.length) addEventListener("load", () => caches.open(KEPT).then((shelf) => shelf.addAll(pages)).catch(() => {}));
}

// <hw-kept said="How to get help at">: on the page without network, a link to each page that is kept.
customElements.define(
  "hw-kept",
  class extends HTMLElement {
    async connectedCallback() {
      if (!("caches" in window)) return;
      const shelf = await caches.open(KEPT);
      for (const request of await shelf.keys()) {
        const url = new URL(request.url);
        if (!HOW.test(url.pathname)) continue;
        const page = await shelf.match(request, { ignoreVary: true });
        const title = (await page.text()).match(/<title>([^<·]*)/)?.[1].trim();
        const link = document.createElement("a");
        link.href = url.pathname;
        link.className = "button";
        link.textContent = new DOMParser().parseFromString(title || this.getAttribute("said"), "text/html").body.textContent;
        this.append(link);
      }
    }
  },
);
