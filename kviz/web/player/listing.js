/** The pseudocode, or the source of a student's generator, of every run on screen, with the line that made the step lit. */
export function listingOf() {
  const box = make("div", { className: "kviz-listings" });
  let runs = [];

  function listingOfRun(film, several) {
    const lines = make("ol", { className: "kviz-lines" }, ...film.lines.map((text) => make("li", {}, make("code", {}, text || " "))));
    const scroll = make("div", { className: "kviz-scroll", tabIndex: 0, role: "region", ariaLabel: several ? `Listing, ${film.title}` : "Listing" }, lines);
    box.append(make("div", {}, ...(several ? [make("h3", {}, film.title)] : []), scroll));
    return { steps: film.steps, lines: [...lines.children], scroll };
  }

  function light({ steps, lines, scroll }, index) {
    const running = steps[Math.min(index, steps.length - 1)]?.line;
    lines.forEach((line, i) => {
      if (i !== running) return line.removeAttribute("aria-current");
      line.setAttribute("aria-current", "true");
      const low = line.offsetTop - scroll.clientHeight + line.clientHeight;
      if (scroll.scrollTop > line.offsetTop || scroll.scrollTop < low) scroll.scrollTop = line.offsetTop - scroll.clientHeight / 2;
    });
  }

  return {
    box,
    setFilms(films) {
      box.replaceChildren();
      runs = films.map((film) => listingOfRun(film, films.length > 1));
    },
    show(index) { runs.forEach((run) => light(run, index)); },
  };
}
