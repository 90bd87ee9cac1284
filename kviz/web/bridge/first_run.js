/** The run that was drawn before anybody came: it plays at once, unless the page's address asks for another. */
import { surroundingTheme } from "../interface/theme.js";
import { BridgeModel } from "./bridge_model.js";
import { textOf } from "./build.js";

const AWAITING = "kviz-awaiting"; // of the body: another run than the first one is asked for

/** The run that the page's address asks for, or "". */
const asked = () => (location.hash || location.search).slice(1);

/**
 * Of the rooms that first pictures were drawn for, the one that is most like the window.
 * @param {string[]} rooms
 */
function roomOf(rooms) {
  const unlike = (/** @type {string} */ room) => {
    const [width, height] = room.split("x").map(Number);
    return Math.abs(Math.log(width / innerWidth)) + Math.abs(Math.log(height / innerHeight));
  };
  return rooms.reduce((best, room) => (unlike(room) < unlike(best) ? room : best));
}

/**
 * The state to begin with, and the run that Python is to make of it, "" for the same one.
 * @param {import("./build.js").Build} build
 */
export async function firstRun(build) {
  const first = JSON.parse(await textOf(build.files[`first-${surroundingTheme()}-${roomOf(build.rooms)}`]));
  const wanted = asked();
  const [run, step] = wanted.split("&step=");
  const isFirst = !run || run === first.choices.address || !run.includes("data=");
  first.index = (isFirst && Number(step)) || 0;
  awaitRun(!isFirst);
  return { model: new BridgeModel(first), wanted: isFirst ? "" : wanted };
}

/**
 * Hide what was not asked for until Python has drawn what was.
 * @param {boolean} on
 */
export function awaitRun(on) {
  document.body.classList.toggle(AWAITING, on);
}
