"""Which Chromium the browser tests drive, and how to get one: `python -m tests.browser.chromium`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from utils.doctor import CHROMIUM

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()


def find():
    """The path of a Chromium, the system's or else the one that Playwright downloaded; None without."""
    system = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if system:
        return system
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def get():
    """Install what the browser and install tests need where it is missing and can be had.

    As root on Debian: its packages chromium-headless-shell and bubblewrap; elsewhere Playwright's own Chromium.
    Returns what is skipped without it and why, a sentence each.
    """
    wanted = (("chromium-headless-shell", find()), ("bubblewrap", shutil.which("bwrap")))
    packages = [name for name, there in wanted if not there]
    if packages and shutil.which("apt-get") and os.geteuid() == 0:
        install("apt-get", "update")
        install("apt-get", "install", "--yes", "--no-install-recommends", *packages)
    if not find():
        install(sys.executable, "-m", "playwright", "install", "chromium")
    skipped = []
    if not find():
        skipped.append("No tests in a browser: neither the system nor Playwright's download gave a Chromium.")
    if not shutil.which("bwrap"):
        skipped.append("No tests without a network: they need bubblewrap, a package of the system.")
    return skipped


def install(*command):
    """Run an installer; whether it helped, `get` sees by looking."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True)


if __name__ == "__main__":
    if skipped := get():
        print(*skipped)
