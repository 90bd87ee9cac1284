/** The stand-alone page with the guided opening in front of the run, and the same run to be done by hand behind it. */
import { FACTS } from "../facts.js";
import { make } from "../interface/elements.js";
import { Tabs } from "../interface/tabs.js";
import { practice } from "../tour/practice.js";
import { tour } from "../tour/tour.js";
import { say } from "../words.js";
import { player } from "./page.js";

/** @typedef {import("../tour/kmeans.js").Point} Point */

const STEP = "explore";
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const watching = make("div", {}, ...[...main.children].filter((node) => node.localName !== "h1"));
const opening = make("div");
const practising = make("div");
/** @type {{hands: {points: Point[], start: Point[]} | null}} */
const run = JSON.parse(document.getElementById("kviz-run")?.textContent ?? "{}");
const leave = (/** @type {string} */ where) => tabs.select(where);
const guide = tour(opening, FACTS.tour, {
  onLeave: () => leave(STEP),
  onScreen: (screen) => history.replaceState(null, "", `#tour=${screen}`),
});
const byHand = run.hands
  ? practice(
      practising,
      { ...run.hands, words: FACTS.tour.words, colors: FACTS.tour.colors },
      { onLeave: () => leave(STEP) },
    )
  : null;
const asked = Number(/^#tour=(\d)$/.exec(location.hash)?.[1] ?? 1);

/** @type {Record<string, import("../interface/tabs.js").View>} */
const views = {
  start: {
    title: say("player.tab.start"),
    panel: opening,
    keys: false,
    show: (on) => (on ? guide.open(asked) : player.pause()),
  },
  [STEP]: { title: say("player.tab.explore"), panel: watching, show: (on) => on || player.pause() },
};
if (byHand)
  views.practice = {
    title: say("player.tab.practice"),
    panel: practising,
    keys: false,
    show: (on) => on && byHand.open(1),
  };
const tabs = new Tabs(main, views);
main.append(tabs.list, opening, watching, practising);
