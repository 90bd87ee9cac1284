/** The sentences of the page, as the catalogue has them, in its language. */
import { FACTS } from "./facts.js";
import { catalogue } from "./messages.js";

const page = catalogue(FACTS.words ?? {});

export const say = page.say;
export const count = page.count;
export const percent = page.percent;
export const format = page.number;
export const rounded = page.rounded;
export const joined = page.joined;
export const textOf = page.text;
