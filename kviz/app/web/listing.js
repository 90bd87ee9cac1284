/** The pseudocode, or the source of a student's generator, with the line that made the step lit. */
export function listingOf() {
  const lines = make("ol", { className: "kviz-lines" });
  const box = make("div", { className: "kviz-scroll", tabIndex: 0, role: "region", ariaLabel: "Listing" }, lines);
  let steps = [];
  return {
    box,
    setFilm(film) {
      steps = film.steps;
      lines.replaceChildren(...film.lines.map((text) => make("li", {}, make("code", {}, text || " "))));
    },
    show(index) {
      const running = steps[Math.min(index, steps.length - 1)]?.line;
      [...lines.children].forEach((line, i) => {
        if (i !== running) return line.removeAttribute("aria-current");
        line.setAttribute("aria-current", "true");
        const low = line.offsetTop - box.clientHeight + line.clientHeight;
        if (box.scrollTop > line.offsetTop || box.scrollTop < low) box.scrollTop = line.offsetTop - box.clientHeight / 2;
      });
    },
  };
}
