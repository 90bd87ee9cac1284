/** Pictures: decoded ahead, and painted. */

/** The encoded frames of one film and a window of decoded ones: ten on either side of the one on screen. */
function frameReel(frames, onReady) {
  const bitmaps = new Map(), failed = new Set();
  let decoding = 0, queue = [], centre = 0, closed = false;
  const reach = (globalThis.devicePixelRatio ?? 1) > 1.5 ? 6 : 10;

  function near(i) {
    centre = i;
    for (const [j, picture] of bitmaps) if (Math.abs(j - i) > reach) { picture.close(); bitmaps.delete(j); }
    const offsets = Array.from({ length: 2 * reach + 1 }, (_, o) => (o % 2 ? (o + 1) / 2 : -o / 2));
    queue = offsets.map((o) => i + o).filter((j) => frames[j] && !bitmaps.has(j) && !failed.has(j));
    while (decoding < 2 && queue.length) decode(queue.shift());
  }

  async function decode(j) {
    decoding += 1;
    failed.add(j);
    const png = frames[j];
    try {
      const picture = await createImageBitmap(asBlob(png));
      if (closed || frames[j] !== png || Math.abs(j - centre) > reach) picture.close();
      else bitmaps.set(j, picture);
      failed.delete(j);
    } catch (error) {
      console.error(`kviz: frame ${j} could not be decoded`, error);
    }
    decoding -= 1;
    if (closed) return;
    if (j === centre) onReady();
    else near(centre);
  }

  return {
    near, picture: (i) => bitmaps.get(i), has: (i) => Boolean(frames[i]), count: () => frames.filter(Boolean).length,
    set(i, png) {
      frames[i] = png;
      bitmaps.get(i)?.close();
      bitmaps.delete(i);
      failed.delete(i);
      if (Math.abs(i - centre) <= reach) near(centre);
    },
    close() { closed = true; bitmaps.forEach((picture) => picture.close()); bitmaps.clear(); },
  };
}

function asBlob(png) {
  if (png instanceof Blob) return png;
  if (typeof png === "string") png = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  return new Blob([png], { type: "image/png" });
}

function paint(canvas, picture, alpha = 1) {
  if (canvas.width !== picture.width || canvas.height !== picture.height) {
    canvas.width = picture.width;
    canvas.height = picture.height;
  }
  const pen = canvas.getContext("2d");
  pen.globalAlpha = alpha;
  pen.drawImage(picture, 0, 0);
  pen.globalAlpha = 1;
}
