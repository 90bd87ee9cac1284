/** The stand-alone page: hand the pictures in the list to the player, and follow it in the listing. */
const run = JSON.parse(document.getElementById("kviz-run").textContent);
const pictures = [...document.querySelectorAll("#kviz-steps img")];
const lines = [...document.querySelectorAll("#kviz-listing li")];
run.film.frames = pictures.map((picture) => picture.getAttribute("src").split(",", 2)[1]);

function follow(index) {
  const running = run.film.steps[index].line;
  lines.forEach((line, number) => {
    if (number === running) line.setAttribute("aria-current", "step");
    else line.removeAttribute("aria-current");
  });
}

createPlayer(document.getElementById("kviz-player"), {
  films: [run.film],
  size: run.size,
  theme: document.documentElement.dataset.theme,
  pageKeys: true,
  onShow: follow,
});
