"""Finds the browser of this machine."""

import shutil

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Return the path of a Chromium, or None where the machine has none."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)
