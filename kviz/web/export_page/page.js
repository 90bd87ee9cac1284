/** The stand-alone page: hand the pictures in the list to the player, and follow it in the listing. */
import { Player } from "../player/player.js";
import { QuizPanel } from "../quiz/quiz_panel.js";

/** @typedef {import("../player/film.js").Film} Film */

const written = /** @type {HTMLElement} */ (document.getElementById("kviz-run"));
const root = /** @type {HTMLElement} */ (document.getElementById("kviz-player"));
/** @typedef {import("../quiz/quiz.js").Asked & {steps: import("../player/film.js").Step[]}} Questions */

/** @type {{films: Film[], size: [number, number], narrow: [number, number], asked: Questions[]}} */
const run = JSON.parse(written.textContent ?? "");
const rows = [...document.querySelectorAll("#kviz-steps > li")];
const listings = [...document.querySelectorAll("#kviz-listing ol")].map((list) => [...list.children]);

/** @param {Element} picture */
const bytesOf = (picture) => (picture.getAttribute("src") ?? "").split(",", 2)[1];

const pictures = rows.map((row) => [...row.querySelectorAll("img")].map(bytesOf));
run.films.forEach((film, f) => {
  film.frames = pictures.slice(0, film.steps.length).map((row) => row[f]);
  film.ways = {};
});
rows.forEach((row, i) => {
  const ways = JSON.parse(row.querySelector(".kviz-ways")?.textContent ?? "[]");
  for (const [f, way] of ways.entries()) if (way.length) Object.assign(run.films[f].ways ?? {}, { [i]: way });
});

/**
 * More pictures of a step.
 * @param {Element} row
 * @param {string} kind
 * @returns {string[]}
 */
const told = (row, kind) => JSON.parse(row.querySelector(kind)?.textContent ?? "[]");

/** @param {number} index */
function follow(index) {
  run.films.forEach(({ steps }, f) => {
    const running = steps[Math.min(index, steps.length - 1)].line;
    listings[f].forEach((line, number) => {
      if (number === running) line.setAttribute("aria-current", "step");
      else line.removeAttribute("aria-current");
    });
  });
}

/** The same films without what would answer their questions: other pictures, and other words. */
const asking = run.films.map((film, f) => ({
  ...film,
  steps: run.asked[f]?.steps ?? film.steps,
  frames: rows.map((row) => told(row, ".kviz-asking")[f] ?? null),
  ways: {},
}));

/** The same films in pictures for a narrow page, where there are some: with letters of full size. */
const narrow = run.films.map((film, f) => ({
  ...film,
  frames: rows.slice(0, film.steps.length).map((row) => told(row, ".kviz-narrow")[f] ?? null),
  ways: {},
  size: run.narrow,
}));
const phone = matchMedia("(max-width: 560px)");
const slim = () => phone.matches && narrow.every((film) => film.frames.every(Boolean));

const quiz = new QuizPanel((on) => {
  player.setFilms(on ? asking : run.films, player.index);
  quiz.setRuns(run.asked);
});
const predicts = run.asked.length > 0;
quiz.ticked.checked = predicts;
quiz.runs = run.asked;
export const player = new Player(root, {
  films: predicts ? asking : slim() ? narrow : run.films,
  size: run.size,
  theme: document.documentElement.dataset.theme,
  pageKeys: true,
  onShow: (index) => {
    follow(index);
    quiz.show(index);
  },
  before: (index) => quiz.before(index),
});
quiz.connect(player);
phone.addEventListener("change", () => {
  if (!predicts) player.setFilms(slim() ? narrow : run.films, player.index);
});
quiz.toggle.hidden = !predicts;
player.set({ smooth: run.films.some((film) => Object.keys(film.ways ?? {}).length > 0) });
