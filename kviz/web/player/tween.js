/** From one step to the next within half a second: centroids that travel where there are pictures of it, else a blend. */

const SPAN = 490, BLEND = 300; // ms
const TRAVEL = 0.78; // the part of SPAN in which things move; in the rest the step itself appears, with its arrows

/**
 * The ways of one film: ways[i] is [[left, top, png], ...], what changes on the way to step i, each picture painted
 * over the one before it. Those of one step are kept decoded.
 */
function wayReel(ways) {
  let step = -1, patches = [], turn = 0;

  function leave() {
    turn += 1;
    step = -1;
    patches.forEach((patch) => patch.picture.close());
    patches = [];
  }

  return {
    async near(i) {
      if (i === step || !ways[i]) return;
      leave();
      step = i;
      const mine = turn;
      for (const [left, top, png] of ways[i]) {
        const picture = await createImageBitmap(asBlob(png)).catch(() => null);
        if (mine !== turn || !picture) return picture?.close();
        patches.push({ left, top, picture });
      }
    },
    /** The decoded pictures of step i, handed over to whoever shows and closes them; null where they are not there. */
    take(i) {
      if (i !== step || patches.length < ways[i].length) return null;
      const taken = patches;
      patches = [];
      leave();
      return taken;
    },
    set(i, way) {
      if (way) ways[i] = way;
      else delete ways[i];
    },
    close: leave,
  };
}

/**
 * Go to the pictures of a step from those on the canvases; taken[f] are the patches on the way, or null.
 * The last frame is the step itself, pixel for pixel. Returns {stop, over}.
 */
function glide(canvases, pictures, taken, atMost) {
  const began = performance.now(), painted = taken.map(() => 0);
  const span = Math.min(taken.some(Boolean) ? SPAN : BLEND, atMost);
  const moving = { over: false, stop };
  let frame = requestAnimationFrame(draw);

  function draw(now) {
    const part = Math.min(1, Math.max(0, (now - began) / span));
    canvases.forEach((canvas, f) => (taken[f] ? travel(canvas, f, part) : fade(canvas, f, part)));
    if (part < 1) frame = requestAnimationFrame(draw);
    else stop();
  }

  function travel(canvas, f, part) {
    const due = Math.min(taken[f].length, 1 + Math.floor((part / TRAVEL) * taken[f].length));
    const pen = canvas.getContext("2d");
    for (; painted[f] < due; painted[f] += 1) {
      const { left, top, picture } = taken[f][painted[f]];
      pen.drawImage(picture, left, top);
    }
    if (part > TRAVEL) fade(canvas, f, (part - TRAVEL) / (1 - TRAVEL));
  }

  function fade(canvas, f, part) {
    if (pictures[f].width) paint(canvas, pictures[f], part < 1 ? Math.max(0.05, part * part) : 1);
  }

  function stop() {
    cancelAnimationFrame(frame);
    moving.over = true;
    taken.forEach((patches) => patches?.forEach((patch) => patch.picture.close()));
  }
  return moving;
}
