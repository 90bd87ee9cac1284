/** The guided opening: eight screens on the tutorial's dots, from a first look to a bad start. */

import { Guide } from "./guide.js";
import { fresh, SCREENS, stateAt } from "./screens.js";

/** Which screen teaches which idea. @type {Record<string, number>} */
const IDEAS = { assign: 2, border: 3, mean: 4, stop: 6 };

/**
 * @param {HTMLElement} place
 * @param {{points: import("./kmeans.js").Point[], words: import("./guide.js").Course["words"], colors: import("./guide.js").Course["colors"]}} data Python makes it
 * @param {import("./guide.js").Hooks & {doors?: string[]}} hooks
 */
export function tour(place, data, hooks) {
  return new Guide(
    place,
    {
      words: data.words,
      colors: data.colors,
      title: "tour.title",
      screens: SCREENS,
      stateAt: (number) => stateAt(SCREENS, fresh(data.points), number),
      progress: (_, at) => ({ key: "tour.progress", fields: { i: at + 1, count: SCREENS.length } }),
      verdict: ({ slips, helped }) => {
        if (Object.keys(slips).length) return [{ key: "tour.over_again" }];
        return [{ key: helped ? "tour.over_helped" : "tour.over_clean" }];
      },
      again: ({ slips }) =>
        Object.entries(IDEAS)
          .filter(([idea]) => slips[idea])
          .map(([idea, screen]) => ({ label: `tour.idea_${idea}`, screen })),
      doors: ["explore", ...(hooks.doors ?? [])],
    },
    hooks,
  );
}
