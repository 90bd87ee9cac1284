/** The stand-alone page: hand the pictures in the list to the player, and follow it in the listing. */
const run = JSON.parse(document.getElementById("kviz-run").textContent);
const rows = [...document.querySelectorAll("#kviz-steps > li")].map((row) => [...row.querySelectorAll("img")]);
const lines = [...document.querySelectorAll("#kviz-listing li")];
const data = (picture) => picture.getAttribute("src").split(",", 2)[1];
run.films.forEach((film, f) => { film.frames = rows.slice(0, film.steps.length).map((row) => data(row[f])); });

function follow(index) {
  const { steps } = run.films[0];
  const running = steps[Math.min(index, steps.length - 1)].line;
  lines.forEach((line, number) => {
    if (number === running) line.setAttribute("aria-current", "step");
    else line.removeAttribute("aria-current");
  });
}

createPlayer(document.getElementById("kviz-player"), {
  films: run.films,
  size: run.size,
  theme: document.documentElement.dataset.theme,
  pageKeys: true,
  onShow: follow,
});
