"""A page as a person meets it: open it, press, read."""


def visit(page, server, address=""):
    """Open the page and wait until its kernel is there and every frame has arrived."""
    page.goto(server.address + address)
    page.get_by_role("slider", name="Step").wait_for()
    there(page)
    fitted(page)
    settled(page)


def there(page):
    """Wait until the kernel has taken over from the run that was drawn before."""
    page.wait_for_function(
        """() => document.querySelector("main").dataset.kvizKernel &&
          !(document.querySelector(".kviz-arrival")?.hidden === false)"""
    )


def fitted(page):
    """Wait until the picture on screen was drawn for the place it has: pixel for pixel. Its box."""
    page.wait_for_function(
        """() => {
          const canvas = document.querySelector("canvas"), box = canvas.getBoundingClientRect();
          const alike = (pixels, length) => Math.abs(pixels - length * devicePixelRatio) < 2;
          const narrow = canvas.width / devicePixelRatio === 400; // the least; shown smaller where need be
          return (narrow || (alike(canvas.width, box.width) && alike(canvas.height, box.height))) &&
            !document.querySelector(".kviz-waiting");
        }"""
    )
    return page.locator("canvas").first.bounding_box()


def settled(page):
    """Wait until the frames are there and the one asked for is on screen."""
    page.wait_for_function(
        "() => document.querySelector('progress.kviz-done') && !document.querySelector('.kviz-waiting')"
    )


def press(page, name):
    """Press a button by its name, and wait until what it asks for is on screen."""
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_function("() => !document.querySelector('.kviz-waiting')")


def sentence(page):
    """What the page says about the step."""
    return page.get_by_role("status").text_content()


def pixels(page):
    """The picture on screen, as the browser holds it."""
    page.wait_for_function("() => !document.querySelector('.kviz-waiting')")
    return page.locator("canvas").first.evaluate("canvas => canvas.toDataURL()")


def step(page):
    """The number of the step on the slider."""
    return int(page.get_by_role("slider", name="Step").input_value())


def rerun(page, act):
    """Do something that changes the run, and wait until the new one is there.

    The step in the address is written a little after the step is shown: it says nothing of the run.
    """
    run = "location.href.replace(/[#&]step=\\d+/, '')"
    before = page.evaluate(run)
    act()
    page.wait_for_function(f"before => {run} !== before", arg=before)
    settled(page)
