/** The sentences of the page, as the catalogue has them, in its language. */
import { FACTS } from "./facts.js";
import { catalogue } from "./messages.js";

const page = catalogue(FACTS.words ?? {});

export const say = page.say;
export const count = page.count;
export const percent = page.percent;
export const format = page.number;
