"""How sure it is that a piece of a run of capitals names a person.

Pure Python, no Django. `describe` reads the piece and what stands around it into features (groups
of signs, see `weights`), `describe_article` adds what the rest of the article says of the same
words, `weigh` sums the weights of `data/people_weights.json`, learnt by `data/train_people.py`.
"""

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from articles.extraction.capitals import (
    COMMON,
    FAMILY,
    FIRST,
    FUNCTION,
    INITIAL,
    KINDS,
    MODIFIER,
    NAME,
    NATION,
    ORG,
    PLACE,
    SUFFIX,
    TITLE,
    WORD,
    Piece,
)
from articles.extraction.names import DATA, MAY_STAND_FIRST, PARTICLES, family_first, read_list
from articles.extraction.weights import Group, PairSums

CONTEXT = read_list("context.txt")
SAYING, DOING, THINGS = CONTEXT["saying"], CONTEXT["doing"], CONTEXT["things"]
# Neighbours that are telling one by one.
_LINKS = frozenset(
    ["of", "by", "with", "and", "for", "on", "against", "v", "as", "vs", "or", "between"]
)

# Ends of family names: Slavic, Nordic, Iberian, Italian, German, Greek, Armenian, Georgian,
# Finnish, Turkish, Lithuanian, Dutch, French, English.
_ENDS = re.compile(
    r"(?:ov|ova|ev|eva|yev|yeva|vic|vich|wicz|sky|skyy|ski|ska|skaya|enko|chuk|yuk|sson|ssen|sen|berg|"
    r"stein|mann|man|dze|shvili|yan|ian|ez|es|ini|elli|etti|ucci|opoulos|akis|idis|nen|escu|oglu|"
    r"aitis|auskas|stra|veld|huis|dijk|eaux|ault|ier|kamp|bauer|hoff|aux|son|ton|ley|ard|acker)$"
)
# Ends of English nouns, adjectives and participles, which few names share.
_DERIVED = re.compile(
    r"(?:ing|ings|tion|tions|sion|ness|ment|ments|ity|ship|ism|ists|able|ible|ful|less|ous|ive|ated|ly|"
    r"ics|logy|graphy|ance|ence|ers|ized|ised|fied)$"
)
_LOWER = re.compile(r"[\s\"\u201c(]([a-z]{2,})")
_LOWER_KEY = re.compile(r"[a-z]{2,}")
_OPENS_WORD = frozenset(' \n"\u201c(')
# Words looked for one by one, and places looked at for one, before all are listed.
_MOST_SEARCHED, _MOST_PLACES = 150, 100
LEAST = -9.0  # log odds below every score that matters
_CAMEL = re.compile(r"^(?!(?:De|Di|La|Le|Van|Mc|Mac|Du|El|Al)[A-Z])[^\W_]*[a-z][A-Z]")
_CELTIC = re.compile(r"(?:Mc|Mac|O['\u2019]|Fitz|D['\u2019])[A-Z]")
_AFTER = re.compile(r"(['\u2019]s?)?([^\w\n]*)(\n|[\w.]*)(?: ([\w]*))?")
_ROLE_AFTER = re.compile(r", (?:the |a |an |his |her |its |their )?(?:[\w'\u2019.-]+ ){0,5}")


@lru_cache(maxsize=32_768)
def _shape(text: str, key: str, kind: int) -> str:
    """Return a coarse class of one word of a name."""
    if kind & INITIAL:
        return "initial"
    if key in PARTICLES:
        return "particle"
    if kind & FIRST:
        if kind & (WORD | FUNCTION | COMMON):
            return "given+word"
        return "given+family" if kind & FAMILY else "given"
    if kind & FAMILY:
        if kind & ORG:
            return "family+org"
        return "family+word" if kind & (WORD | FUNCTION | PLACE | NATION | COMMON) else "family"
    for bit, name in ((NATION, "nation"), (PLACE, "place"), (ORG, "org"), (FUNCTION, "function")):
        if kind & bit:
            return name
    if kind & (WORD | TITLE | MODIFIER):
        return "word"
    if kind & COMMON:
        return "common"
    if _CELTIC.match(text):
        return "celtic"
    if len(text) > 1 and text.isupper():
        return "capitals"
    if _CAMEL.search(text):
        return "camel"
    if len(key) > 4 and _ENDS.search(key):
        return "ending"
    return "derived" if len(key) > 5 and _DERIVED.search(key) else "unknown"


@lru_cache(maxsize=32_768)
def _word_class(word: str) -> str:
    """Return the class of a neighbouring word, itself where it is telling."""
    key = word.lower().strip(".")
    if key in SAYING:
        return "saying"
    if key in DOING:
        return "doing"
    if key in CONTEXT["placing"]:
        return "placing"
    if key in CONTEXT["articles"]:
        return "article"
    if key in THINGS:
        return "thing"
    if key in _LINKS:
        return key
    if key.isdigit():
        return "number"
    kind = KINDS.get(key, 0)
    if kind & TITLE:
        return "role"
    if kind & NATION:
        return "nation"
    if key.endswith("ed"):
        return "ed"
    if key.endswith("s") and key[:1].islower():
        return "s"
    if word[:1].isupper():
        return "capital"
    return "lower" if key else "none"


def describe(text: str, piece: Piece, heading: bool) -> list[Group]:
    """Return the features of one piece from itself, its run and its sentence, in groups."""
    start, end, form = piece.start, piece.end, piece.form
    if form.evidence is None:
        form.evidence = _read_form(text, piece)
    many, titled, follower, leader, *shapes = form.evidence
    before = text[start - 32 if start > 32 else 0 : start]
    before = before[before.rfind("\n") + 1 :].rstrip(" \u00a0")
    possessive, marks, word, second = _AFTER.match(text, end, end + 60).groups()
    told = False
    if marks and marks.strip() == "," and not (word.isdigit() and len(word) < 3):
        role = _ROLE_AFTER.match(text, end, end + 60)
        told = bool(role) and any(KINDS.get(w, 0) & TITLE for w in role[0][2:].split())
    return [
        (_of_shapes, *shapes),
        (_of_run, many, heading, titled, piece.nation, follower, leader, told),
        (_preceding, many, *_read_before(before[before.rfind(" ") + 1 :])),
        (_following, many, bool(possessive), *_read_after(marks.strip(), word, second)),
    ]


def _read_form(text: str, piece: Piece) -> tuple:
    """Return what a piece tells by itself and by its run: "1" or "N" for one word or several,
    whether it has a title, the shapes of the words after and before, and the inputs of
    `_of_shapes`."""
    words, run = piece.words, piece.run
    shapes = tuple([_shape(word.text, word.key, word.kind) for word in words])
    named = text[piece.start : piece.end]
    eastern = not piece.lone and words[0].key in MAY_STAND_FIRST and family_first(named)
    particle = words[0].start != piece.start
    follower = leader = ""
    if piece.last < len(run):
        after, mark = run[piece.last], "*" if run[piece.last - 1].possessive else ""
        follower = _shape(after.text, after.key, after.kind) + mark
    if piece.first > piece.titles:
        before = run[piece.first - 1 - piece.titles]
        leader = _shape(before.text, before.key, before.kind)
    many, suffixed = "1" if piece.lone else "N", bool(words[-1].kind & SUFFIX)
    return many, bool(piece.titles), follower, leader, shapes, suffixed, eastern, particle


def _of_run(many, heading, titled, nation, follower, leader, told) -> list[str]:
    """Return the features of what stands beside a piece in its run, and of its line."""
    told_by = {
        "heading": heading,
        "title": titled,
        "nation": nation,
        f"run-after={follower}": follower,
        f"run-before={leader}": leader,
        "role-after": told,
    }
    return [many + name for name, told in told_by.items() if told]


def _of_shapes(shapes: tuple[str, ...], suffixed: bool, eastern: bool, particle: bool) -> list[str]:
    """Return the features of the words themselves, from their shapes."""
    found = ["family-first"] if eastern else []
    if particle:
        found.append("particle")
    if len(shapes) == 1:
        return [*found, "1size=1", f"only={shapes[0]}"]
    last = -2 if suffixed and len(shapes) > 2 else -1
    return [
        *found,
        f"Nsize={min(len(shapes), 4)}",
        f"first={shapes[0]}",
        f"last={shapes[last]}",
        f"pair={shapes[0]},{shapes[last]}",
        *[f"mid={shape}" for shape in sorted(set(shapes[1:last]))],
    ]


def _read_before(word: str) -> tuple[str, bool]:
    """Return what the characters before a piece are, back to a blank or the line's start, and
    whether they end a sentence."""
    if not word:
        return "opens-line", False
    if not (word[-1].isalnum() or word[-1] in ".'\u2019"):
        return f"before={word[-1]}", False
    return f"word-before={_word_class(word)}", word[-1] == "." and len(word) > 3


def _preceding(many, before, opens) -> list[str]:
    return [many + before, f"{many}opens-sentence"] if opens else [many + before]


def _read_after(marks: str, word: str, second: str | None) -> tuple[str, str, str]:
    """Return the mark after a piece, what the word behind it is, and the class of a telling second
    word; each "" where there is none."""
    if not marks:
        if word == "\n" or not word:
            return "", "closes-line", ""
        told = second and word in ("and", "has", "had", "is", "was")
        return "", f"word-after={_word_class(word)}", _word_class(second) if told else ""
    if marks == "," and word.isdigit() and len(word) < 3:
        return ",", "age", ""
    if marks == "," and word and word != "\n":
        return ",", f"comma={_word_class(word)}", ""
    return marks[0], f"bracket={_word_class(word)}" if marks == "(" else "", ""


def _following(many, possessive, mark, after, second) -> list[str]:
    told_by = {
        "possessive": possessive,
        f"after={mark}": mark,
        after: after,
        f"second={second}": second,
    }
    return [many + name for name, told in told_by.items() if told]


class LowerCase:
    """The lower-case words of a text. An article asks for a few dozen, so each is looked for when
    it is first asked for; where they are many, or hard to find, all words are listed."""

    def __init__(self, text: str):
        self.text = text
        self._known: dict[str, bool] = {}
        self._listed: set[str] | None = None

    def listed(self) -> set[str]:
        """Return all words in lower case, of two letters a to z at least."""
        if self._listed is None:
            self._listed = set(_LOWER.findall(self.text))
        return self._listed

    def __contains__(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            searched = self._listed is None and len(self._known) < _MOST_SEARCHED
            known = self._known[word] = self._find(word) if searched else word in self.listed()
        return known

    def _find(self, word: str) -> bool:
        """Return whether a word stands in the text; as `_LOWER` reads it, which is slower."""
        if not _LOWER_KEY.fullmatch(word):
            return False
        text, size, at = self.text, len(word), -1
        for _ in range(_MOST_PLACES):
            at = text.find(word, at + 1)
            if at < 0:
                return False
            before = text[at - 1] if at else "-"
            opens = before in _OPENS_WORD or before.isspace()
            if opens and not "a" <= text[at + size : at + size + 1] <= "z":
                return True
        return word in self.listed()


class Article:
    """What a whole article says of each word: as part of full names, alone, in lower case."""

    def __init__(self, text: str):
        self.text = text
        self.language = ""  # of an article that is not in English
        self.lower = LowerCase(text)
        self.last: dict[str, float] = {}
        self.first: dict[str, float] = {}
        self.alone: dict[str, float] = {}
        self.count: dict[str, int] = {}
        self.certain: dict[str, int] = {}
        self.organised: set[str] = set()

    def note(self, piece: Piece, score: float, heading: bool) -> None:
        """Remember a piece with its own score (log odds)."""
        run, last, key = piece.run, piece.last, piece.key
        following = run[last].kind if last < len(run) and not run[last - 1].possessive else 0
        if following & ORG and not following & NAME:
            self.organised.update(word.key for word in piece.words)
        self.count[key] = self.count.get(key, 0) + 1
        if piece.lone:
            if not heading and score > self.alone.get(key, LEAST):
                self.alone[key] = score
            self.certain[key] = self.certain.get(key, 0) + (score > 0)
            return
        end = (
            run[last - 2]
            if run[last - 1].kind & SUFFIX and last - piece.first > 2
            else run[last - 1]
        )
        for table, word in ((self.last, end.key), (self.first, run[piece.first].key)):
            if score > table.get(word, LEAST):
                table[word] = score


def _level(score: float | None) -> int | None:
    return None if score is None else max(-3, min(3, round(score / 1.5)))


def describe_article(piece: Piece, article: Article) -> Group:
    """Return the features of one piece from the rest of its article, as a group."""
    key, count = piece.key, article.count[piece.key]
    if piece.lone:
        last, first = _level(article.last.get(key)), _level(article.first.get(key))
        certain = round(3 * article.certain[key] / count) if count > 1 else None
        alone = _level(article.alone.get(key))
        return _of_lone, last, first, alone, certain, key in article.organised, key in article.lower
    keys = piece.form.keys
    last, first = _level(article.alone.get(keys[-1])), _level(article.alone.get(keys[0]))
    lower = sum([key in article.lower for key in keys])
    part = "" if not lower else "Nlower" if lower == len(keys) else "Nlower-part"
    organised = keys[-1] in article.organised or keys[0] in article.organised
    joined = any(article.last.get(key, LEAST) > 1.5 for key in keys[:-1])
    return _of_full, last, first, count > 1, part, organised, joined


def _of_lone(last, first, alone, certain, organised, lower) -> list[str]:
    """Return what the article says of a word that stands alone here. Levels are of its scores as
    the end and as the beginning of full names, and where it stands alone, None where it never
    does; `certain`: in how many thirds of several places it is a name."""
    told_by = {
        f"is-last={last}": last is not None,
        f"is-first={first}": first is not None,
        "alone=none" if alone is None else f"alone={alone}": True,
        "1again": certain is not None,
        f"1certain={certain}": certain is not None,
        "1organised": organised,
        "1lower": lower,
    }
    return [name for name, told in told_by.items() if told]


def _of_full(last, first, again, lower, organised, joined) -> list[str]:
    """Return what the article says of the words of a longer piece. Levels as in `_of_lone`, of its
    last and its first word alone."""
    told_by = {
        f"last-alone={last}": last is not None,
        f"first-alone={first}": last is None and first is not None,
        "Nagain": again,
        lower: lower,
        "Norganised": organised,
        "joined": joined,
    }
    return [name for name, told in told_by.items() if told]


def read_weights(path: Path = DATA / "people_weights.json") -> PairSums:
    """Return by feature its weight for a piece by itself, and for a piece within its article."""
    return PairSums(json.loads(path.read_text("utf-8")))


def weigh(features: Iterable[Group], weights: PairSums) -> tuple[float, float]:
    """Return the log odds that a piece with these features names a person: by itself, and as the
    base to which the features of the article add."""
    alone, within = weights["bias"]
    for feature in features:
        pair = weights[feature]
        alone += pair[0]
        within += pair[1]
    return round(alone, 6), round(within, 6)
