/** A presentation in a file of its own: the lesson is in the page, and nothing is asked for from outside. */
import { FACTS } from "../facts.js";
import { watchTheme } from "../interface/theme.js";
import { catalogue } from "../messages.js";
import { Deck } from "./deck.js";

const written = /** @type {HTMLElement} */ (document.getElementById("kviz-lesson"));
const root = /** @type {HTMLElement} */ (document.getElementById("kviz-deck"));
const lesson = JSON.parse(written.textContent ?? "");

watchTheme(document.body, "light"); // as its pictures are, and as a projector needs it
export const deck = new Deck(root, lesson.slides, {
  say: catalogue(FACTS.lessonWords).say,
  picture: (index) => `data:image/png;base64,${lesson.pictures[index]}`,
  minutes: lesson.minutes,
  keys: document,
});

const asked = Number(/^#(\d{1,3})$/.exec(location.hash)?.[1] ?? 1);
deck.show(asked - 1);
