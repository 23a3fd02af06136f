"""Regular expressions find the same with every Python 3.11, Debian's 3.11.2 among them."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _compiler, _constants, _parser  # the standard library's own reading of a pattern

import pytest

import articles
import newsroom
from articles.extraction import kinds, sentences
from articles.linking import wording
from articles.search import words


def modules() -> Iterator[str]:
    for package in (articles, newsroom):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in found.name and ".gunicorn_config" not in found.name:
                yield found.name


def expressions(name: str) -> Iterator[tuple[str, str]]:
    """Where each compiled expression of a module stands, and the expression; it may lie in tuples,
    lists and dicts."""
    waiting = [
        (f"{name}.{key}", value) for key, value in vars(importlib.import_module(name)).items()
    ]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            yield place, value.pattern
        elif isinstance(value, dict) and not place.endswith("__"):
            waiting += [(place, each) for each in value.values()]
        elif isinstance(value, tuple | list):
            waiting += [(place, each) for each in value]


def repeats_group_possessively(pattern: str) -> bool:
    """Whether it has "(...)*+", or "++", "?+" or "{m,n}+" behind more than one character or class.

    Before 3.11.5 Python left what it had tried of the last repeat in the match
    (https://github.com/python/cpython/issues/106052). An atomic group, "(?>(...)*)", is the same
    and right.
    """
    waiting = [_parser.parse(pattern)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, _parser.SubPattern):
            for operator, argument in part:
                several = operator is _constants.POSSESSIVE_REPEAT
                if several and not _compiler._simple(argument[2]):
                    return True
                waiting.append(argument)
        elif isinstance(part, tuple | list):
            waiting += part
    return False


@pytest.mark.parametrize("pattern", ["a(?:bc)*+", "(?:(?:a|b)(?:-c+){1,3}+)", "a|(?:bc?)++"])
def test_a_possessive_repeat_of_a_group_is_seen(pattern):
    assert repeats_group_possessively(pattern)


@pytest.mark.parametrize("pattern", ["a(?>(?:bc)*)", "[ab]++c?+", "(?:a)*+", r"\(+"])
def test_one_of_a_class_is_none(pattern):
    assert not repeats_group_possessively(pattern)


def test_no_expression_repeats_a_group_possessively():
    found = [each for module in modules() for each in expressions(module)]
    assert len(found) > 150
    assert [place for place, held in found if repeats_group_possessively(held)] == []


def test_what_only_looks_like_more_of_a_word_is_left_out():
    assert words.words("Über 3.14. 1,000.") == ["uber", "3.14", "1000"]
    assert words.words("3.14. 1,000.") == ["3.14", "1000"]
    assert [word.key for word in wording.words("it's' 3.14. 1,000,")] == ["it's", "3.14", "1,000"]
    assert kinds._WORD.findall("well-known- U.S.") == ["well-known", "U.S"]
    assert sentences._TOKEN.findall("AT&T& co.") == ["AT&T", "&", "co", "."]
