"""The stylesheet: readable in light and dark by the rules of WCAG 2.2, nothing from elsewhere."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[2] / "static" / "css" / "archive.css").read_text()
LIGHT, DARK = CSS.split("@media (prefers-color-scheme: dark)", 1)
TEXT = 4.5  # success criterion 1.4.3, level AA
GRAPHICS = 3.0  # success criterion 1.4.11, level AA
PAIRS = [
    ("ink", "paper", TEXT),
    ("ink-soft", "paper", TEXT),
    ("ink-soft", "paper-raised", TEXT),
    ("ink-soft", "accent-wash", TEXT),
    ("ink", "accent-wash", TEXT),
    ("ink", "warning-wash", TEXT),
    ("accent", "paper", TEXT),
    ("accent", "paper-raised", TEXT),
    ("accent-ink", "accent", TEXT),
    ("hit-ink", "hit", TEXT),
    ("paper", "ink", TEXT),
    ("line-strong", "paper", GRAPHICS),
    ("accent-line", "paper", GRAPHICS),
]


def colours(css: str) -> dict[str, str]:
    """The first value of each colour that a part of the stylesheet gives."""
    found = re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css)
    return dict(reversed(found))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it, 0 to 1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG defines it, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colours_stand_off_enough(scheme, front, back, least):
    known = colours({"light": LIGHT, "dark": DARK}[scheme])
    assert contrast(known[front], known[back]) >= least


def test_dark_has_a_value_for_every_colour():
    assert colours(LIGHT).keys() == colours(DARK.split("@layer base", 1)[0]).keys()


def test_every_custom_property_that_is_used_is_given():
    assert set(re.findall(r"var\(--([\w-]+)\)", CSS)) <= set(re.findall(r"--([\w-]+):", CSS))


def test_nothing_is_fetched_from_elsewhere():
    assert "http" not in CSS
    assert "@import" not in CSS
    assert "url(" not in CSS


def test_braces_are_balanced():
    assert CSS.count("{") == CSS.count("}")
