/** The stand-alone page: hand the pictures in the list to the player, and follow it in the listing. */
const run = JSON.parse(document.getElementById("kviz-run").textContent);
const steps = [...document.querySelectorAll("#kviz-steps > li")];
const rows = steps.map((row) => [...row.querySelectorAll("img")]);
const listings = [...document.querySelectorAll("#kviz-listing ol")].map((list) => [...list.children]);
const data = (picture) => picture.getAttribute("src").split(",", 2)[1];
run.films.forEach((film, f) => { film.frames = rows.slice(0, film.steps.length).map((row) => data(row[f])); });
run.films.forEach((film) => { film.ways = {}; });
steps.forEach((row, i) => {
  const ways = JSON.parse(row.querySelector(".kviz-ways")?.textContent ?? "[]");
  ways.forEach((way, f) => { if (way.length) run.films[f].ways[i] = way; });
});

function follow(index) {
  run.films.forEach(({ steps }, f) => {
    const running = steps[Math.min(index, steps.length - 1)].line;
    listings[f].forEach((line, number) => {
      if (number === running) line.setAttribute("aria-current", "step");
      else line.removeAttribute("aria-current");
    });
  });
}

const player = createPlayer(document.getElementById("kviz-player"), {
  films: run.films,
  size: run.size,
  theme: document.documentElement.dataset.theme,
  pageKeys: true,
  onShow: follow,
});
player.set({ smooth: run.films.some((film) => Object.keys(film.ways).length > 0) });
