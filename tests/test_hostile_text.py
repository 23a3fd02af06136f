"""No regular expression of the archive can be made slow by what an article or a query holds.

Backtracking that grows with the square of the text takes minutes on a page; every compiled pattern
is run on 24 KB of the texts that are known to do it (docs/decisions.md).
"""

import importlib
import pkgutil
import re
from functools import partial

import pytest

import articles
from tests.timing import within

SIZE = 24_000
MOST_SECONDS = 0.05

HOSTILE = {
    "double marks": '"' * SIZE,
    "single marks": "'" * SIZE,
    "curly marks": "“‘" * (SIZE // 2),
    "marks and letters": '"a ' * (SIZE // 3),
    "capitals": "A" * SIZE + "!",
    "capital words": "Abc " * (SIZE // 4),
    "capitals in runs of 26": ("A" * 26 + "! ") * (SIZE // 28),
    "initials": "A. " * (SIZE // 3),
    "hyphens": "a-" * (SIZE // 2),
    "hyphenated capitals": "Ab-Ab " * (SIZE // 6),
    "blanks": " " * SIZE + "x",
    "lines": "\n" * SIZE + "x",
    "digits": "1" * SIZE + "x",
    "dates": "1 January " * (SIZE // 10),
    "brackets": "(" * SIZE,
    "commas": "a, " * (SIZE // 3),
    "names and verbs": "Ann said Bob " * (SIZE // 13),
    "dashes": "– " * (SIZE // 2),
    "addresses": "www.a." * (SIZE // 6),
    "colons": "AB: " * (SIZE // 4),
    "combining marks": "e" + "\u0301" * SIZE,
    "cjk": "東京" * (SIZE // 2),
}


def patterns() -> list:
    """Every compiled pattern that a module of the archive holds, by module and name."""
    found = {}
    for info in pkgutil.walk_packages(articles.__path__, "articles."):
        if ".migrations" in info.name or ".data" in info.name:
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for pattern in _within(value):
                found.setdefault(pattern, f"{info.name.removeprefix('articles.')}.{name}")
    return [pytest.param(pattern, id=name) for pattern, name in found.items()]


def _within(value) -> list[re.Pattern]:
    if isinstance(value, re.Pattern):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        return [pattern for item in value for pattern in _within(item)]
    return []


def run(pattern: re.Pattern, text: str | bytes) -> None:
    for _ in pattern.finditer(text):
        pass
    pattern.match(text)
    pattern.fullmatch(text)


@pytest.mark.parametrize("pattern", patterns())
def test_a_pattern_is_quick_on_any_text(pattern):
    texts = HOSTILE
    if isinstance(pattern.pattern, bytes):
        texts = {name: text.encode() for name, text in HOSTILE.items()}
    slow = [
        name
        for name, text in texts.items()
        if not within(MOST_SECONDS, partial(run, pattern, text))
    ]
    assert not slow, pattern.pattern
