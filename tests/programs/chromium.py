"""A Chromium for the tests: find one, or put one on this machine (``python tests/programs/chromium.py``)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# the headless shell is Chromium without the windows around its pages: the same pages for a fifth less work
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# headless, and silent towards the rest of the world
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """Path of a Chromium: the one in ``KVIZ_CHROMIUM``, on the path, or playwright's own."""
    if named := os.environ.get("KVIZ_CHROMIUM"):
        return named
    for name in NAMES:
        if found := shutil.which(name):
            return found
    try:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            own = playwright.chromium.executable_path
    except Exception:  # playwright is not installed or does not support this system
        return None
    return own if Path(own).exists() else None


def from_system(*packages: str) -> bool:
    """Install packages of a Debian system, as its root; False where that is not possible."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-q", "update"], env=environment, check=False)
    command = ["apt-get", "-q", "install", "-y", "--no-install-recommends", *packages]
    return subprocess.run(command, env=environment, check=False).returncode == 0


def install() -> None:
    """Install one: from the system's packages where that is possible, else playwright's own."""
    if not (from_system("chromium-headless-shell") or from_system("chromium")):
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    if not find():
        install()
    if not find():
        sys.exit("No Chromium was found or could be installed; name one in KVIZ_CHROMIUM.")
    print(f"Browser tests use {find()}.")
