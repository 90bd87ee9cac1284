// Voila calls these while it builds the page.
window.voila_finish = function () {};

// The line "Starting Python" gives way to what it announced.
new MutationObserver((changes, observer) => {
  if (document.querySelector("#rendered_cells .jp-OutputArea-output .lm-Widget > *, .kviz-notice")) {
    document.getElementById("kviz-starting")?.remove();
    observer.disconnect();
  }
}).observe(document, { childList: true, subtree: true });
