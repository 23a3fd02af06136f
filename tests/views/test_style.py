"""The stylesheet: readable in light and dark by the rules of WCAG 2.2, nothing from elsewhere."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[2] / "static" / "css" / "archive.css").read_text()
SCHEMES = ("light", "dark")
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


def colours(scheme: str) -> dict[str, str]:
    """The value of each colour in light or dark pages."""
    found = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", CSS)
    return {name: values[SCHEMES.index(scheme)] for name, *values in found}


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


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colours_stand_off_enough(scheme, front, back, least):
    known = colours(scheme)
    assert contrast(known[front], known[back]) >= least


def test_every_colour_has_a_light_and_a_dark_value():
    tokens = CSS.split("@layer tokens {", 1)[1].split("@layer base", 1)[0]
    assert re.findall(r"--[\w-]+: #", tokens) == []
    assert len(colours("light")) > 10


def test_every_custom_property_that_is_used_is_given():
    assert set(re.findall(r"var\(--([\w-]+)\)", CSS)) <= set(re.findall(r"--([\w-]+):", CSS))


def test_nothing_is_fetched_from_elsewhere():
    assert "http" not in CSS
    assert "@import" not in CSS
    assert "url(" not in CSS


def test_braces_are_balanced():
    assert CSS.count("{") == CSS.count("}")
