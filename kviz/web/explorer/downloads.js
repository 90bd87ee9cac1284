/** Files, a link and a few lines of Python to take away. */
export function takeawayChoices(tell, { paged, step }) {
  const message = make("p", { className: "kviz-message", "aria-live": "polite" });
  const bar = make("progress", { max: 1, value: 0, hidden: true, "aria-label": "Writing the file" });
  const row = make("div", { className: "kviz-row" });
  const code = make("code");
  const copied = (node) => {
    const label = node.textContent;
    node.textContent = "Copied";
    setTimeout(() => { node.textContent = label; }, 1500);
  };
  async function copy(text, node) {
    try {
      await navigator.clipboard.writeText(text);
      copied(node);
    } catch {
      message.textContent = `Your browser does not let the page copy; here it is: ${text}`;
    }
  }
  const lines = button("Copy the Python lines", () => copy(code.textContent, lines));
  const link = button("Copy the link to this run", () => copy(location.href, link));
  link.hidden = !paged;
  const box = section("Take away", false, row, bar, message, make("div", { className: "kviz-row" }, link, lines),
    make("pre", { className: "kviz-scroll kviz-snippet", tabIndex: 0, role: "region", ariaLabel: "Python lines" }, code));
  let offered = "";

  function update(view) {
    bar.hidden = true;
    code.textContent = view.snippet;
    link.disabled = !view.shareable;
    link.title = view.shareable ? "" : "Your own table stays with you: a link cannot hold it.";
    if (offered !== JSON.stringify(view.downloads)) {
      offered = JSON.stringify(view.downloads);
      row.replaceChildren(...Object.entries(view.downloads).map(([suffix, title]) => {
        const node = button(suffix.slice(1).toUpperCase(), () => {
          message.textContent = "";
          bar.hidden = false;
          bar.value = 0;
          tell({ do: "download", suffix, step: step() });
        });
        node.title = title;
        node.setAttribute("aria-label", `Download ${title}`);
        return node;
      }));
    }
  }

  function onMessage(told, buffers) {
    if (told.type === "writing") bar.value = told.part;
    if (told.type !== "file") return;
    bar.hidden = true;
    if (told.fault) {
      message.textContent = told.fault;
      return;
    }
    saveFile(told.name, buffers[0]);
  }
  return { box, update, onMessage };
}

export function saveFile(name, bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const KEYS = [
  ["→  Space  PageDown", "one step on"], ["←  PageUp", "one step back"], ["Home  End", "the first, the final step"],
  ["I", "skip to another iteration"], ["P", "play or pause"], ["F", "present: picture and sentence only; Escape leaves"],
  ["K  Shift+K", "one cluster more, one fewer"], ["N", "new seeds"], ["Ctrl+Z  Ctrl+Shift+Z", "undo, redo"], ["?", "these keys"],
];

export function keysHelp() {
  const dialog = make("dialog", { className: "kviz-keys", "aria-label": "Keys" },
    make("h2", {}, "Keys"),
    make("table", {}, make("tbody", {}, ...KEYS.map(([key, what]) => make("tr", {}, make("th", { scope: "row" }, key), make("td", {}, what))))),
    make("p", { className: "kviz-about" }, "A presenter's clicker works too. While you type in a field, its keys are its own."),
    button("Close", () => dialog.close()));
  dialog.addEventListener("keydown", (event) => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); }); // the run waits
  return dialog;
}

/** Ask every four seconds whether the Python behind the page still lives; say it where it does not. */
export function heartbeat(place) {
  const main = document.querySelector("main[data-kviz-alive]");
  if (!main) return () => {};
  const text = make("p", {}), restore = button("Restore this run", again);
  const notice = make("div", { className: "kviz-lost", role: "alert", hidden: true }, text, restore);
  place.append(notice);
  let misses = 0, over = false;

  async function ask() {
    if (over || document.hidden) return;
    let alive = null;
    try {
      const answer = await fetch(main.dataset.kvizAlive, { signal: AbortSignal.timeout(3000), cache: "no-store" });
      alive = (await answer.json()).alive;
    } catch { /* no answer, or none from kviz: the connection is lost */ }
    misses = typeof alive === "boolean" ? 0 : misses + 1;
    over = alive === false;
    const lost = misses > 0;
    notice.hidden = !(over || lost);
    text.textContent = over
      ? "The Python behind this page has ended. The steps you have still play; to change the run, restore it."
      : "The connection to kviz is lost. The steps you have still play; this message goes when the connection is back.";
  }
  /** Load the page anew, but not from a server that does not answer: then even what still plays would be gone. */
  async function again() {
    restore.disabled = true;
    await ask();
    restore.disabled = false;
    if (over || !misses) location.reload();
    else text.textContent = "There is still no answer from kviz. The steps you have still play; the page stays till the connection is back.";
  }
  const timer = setInterval(ask, 4000);
  const onShow = () => ask();
  document.addEventListener("visibilitychange", onShow);
  return () => { clearInterval(timer); document.removeEventListener("visibilitychange", onShow); };
}
