// Voila calls these while it builds the page.
window.voila_finish = function () {};

// Whether a socket to Python is open: what is clicked while none is must not be sent later.
const open = new Set();
function tellLine() {
  document.documentElement.dataset.kvizLine = open.size ? "open" : "cut";
}
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("open", () => {
      open.add(this);
      tellLine();
    });
    this.addEventListener("close", () => {
      if (open.delete(this)) tellLine();
    });
  }
};

// The line "Starting Python" gives way to what it announced.
new MutationObserver((changes, observer) => {
  if (document.querySelector("#rendered_cells .jp-OutputArea-output .lm-Widget > *, .kviz-notice")) {
    document.getElementById("kviz-starting")?.remove();
    observer.disconnect();
  }
}).observe(document, { childList: true, subtree: true });

// A page that is left gives its kernel back. Some browsers drop the beacon that Voila sends, and keep this.
window.addEventListener("pagehide", () => {
  const kernel = document.querySelector("main[data-kviz-kernel]")?.dataset.kvizKernel;
  const token = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
  if (!kernel) return;
  const address = `${document.body.dataset.baseUrl}api/shutdown/${kernel}`;
  fetch(address, { method: "POST", keepalive: true, headers: { "X-XSRFToken": token } }).catch(() => {});
});
