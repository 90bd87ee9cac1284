"""What a browser paints between two steps."""

# smaller than the canvas: a patch of a glide; a step's own picture is as large
SPY = """
window.patches = [];
const draw = CanvasRenderingContext2D.prototype.drawImage;
CanvasRenderingContext2D.prototype.drawImage = function (picture, ...place) {
  if (picture.width < this.canvas.width) patches.push(performance.now());
  return draw.call(this, picture, ...place);
};
"""


def spy(page):
    """Count the patches that are painted from now on; before the page is opened."""
    page.add_init_script(SPY)


def patches(page):
    """How many patches were painted so far."""
    return page.evaluate("() => patches.length")


def first_update(page):
    """The number of the first update step, from the timeline's colours."""
    return page.locator(".kviz-tickrow").first.evaluate(
        "row => [...row.children].findIndex((tick) => tick.dataset.phase === 'update')"
    )


def step_into(page, index, pause=800):
    """From the step before to ``index``, and the patches that were painted on the way."""
    page.get_by_role("slider", name="Step").fill(str(index - 1))
    page.wait_for_timeout(pause)
    before = patches(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(pause)
    return patches(page) - before
