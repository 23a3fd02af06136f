"""Numbers, years, dates and places that a text states, each with what it is stated of.

Pure Python. A fact knows its unit ("46 operations", "1.6 billion crowns") and the words around it
by their stems; `contradictions` holds the facts of two articles against each other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from articles.extraction.names import fold, read_list
from articles.linking.common_words import COMMON
from articles.linking.utterances import LEAST_WORD, NAME, is_name, stem, weight_of
from articles.linking.wording import Word, words

MOST_TEXT = 30_000  # characters of a text that are read for facts
CLOSE = 6  # words on each side that say what a fact is stated of
LIGHT = 0.3  # weight below which a word behind a number is no part of what it counts
UNIT = 3  # words behind a number among which its unit stands
FIRST_YEAR, LAST_YEAR = 1500, 2100  # a plain number of four digits between them is a year

_END = re.compile(r"[.!?…][”’\"')\]]{0,3}\s{1,3}(?=[^\sa-z])|\n")
_SHORT = re.compile(
    r"(?:^|[\s(“\"])(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Prof|Gen|Sen|Gov|Rep|Lt|Col|Capt|Sgt|No|U\.S|U\.K)$"
)
_YEAR = re.compile(r"\d{4}")
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_TIED = re.compile(r"[-–/:.]\s?$|(?:^|\s)[A-Z]{2,5}\s$")  # a score, a clock, "AK-47", "AK 47"
_TIES = re.compile(r"\s?[-–/:]\s?\d")
_NAME_BEFORE = re.compile(r"\b[^\W\d_a-z][^\W\d_]{1,30}, (?:aged )?$")
_MONEY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₩": "won"}
ONES = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000, "m": 1_000_000, "bn": 1_000_000_000,
}  # fmt: skip
ABOUT = {"about", "around", "some", "roughly", "approximately", "almost", "nearly", "estimated"}
# Nouns for whoever was there: "seventeen passengers" and "seventeen people" may be the same.
ANYONE = frozenset(
    ["people", "persons", "passengers", "residents", "others", "civilians", "them", "were", "was"]
)
PERSON, AGE = "person", "age"
# The toll of an event, whatever word a report has for it: in one story it is one number.
HURT = frozenset(["hurt", "injured", "injuring", "injuries", "wounded", "wounding", "treated"])
DEAD = frozenset(["dead", "killed", "killing", "kills", "died", "deaths", "dies"])
MONTHS = {
    name: number
    for number, names in enumerate(
        [
            ("january", "jan"), ("february", "feb"), ("march",), ("april", "apr"), ("may",),
            ("june",), ("july",), ("august", "aug"), ("september", "sept", "sep"),
            ("october", "oct"), ("november", "nov"), ("december", "dec"),
        ],
        start=1,
    )
    for name in names
}  # fmt: skip
# A word that is none of these and has no digit begins neither a number nor a date.
_BEGINNING = frozenset([*ONES, *TENS, *MONTHS, "dozen"])
# What a number is counted in where it is no noun of its own; a clock, a score and an ordinal's
# noun tell nothing that another article could contradict.
_NO_UNIT = frozenset(
    ["am", "pm", "a.m", "p.m", "o'clock", "past", "to", "th", "st", "nd", "rd", "thirds", "third",
     "quarters", "quarter", "halves", "minus", "plus", "times", "degrees", "or", "and"]
)  # fmt: skip
_DATING = frozenset(["on", "of", "by", "until", "since", "from", "for", "before", "after"])
_PLACING = frozenset(["in", "at", "near", "outside", "off"])
_PLACES = read_list("places.txt")
# Nothing else can hold a fact: a digit, a number in letters, a preposition before a capital.
_MAY_STATE = re.compile(
    rf"\d|(?i:\b(?:{'|'.join([*ONES, *TENS, 'dozen', 'hundred'])})\b)"
    rf"|\b(?:{'|'.join(sorted(_PLACING))}) [^\W\d_a-z]"
)
GAZETTEER = {name: kind for kind in ("countries", "cities") for name in _PLACES[kind]}


@dataclass(slots=True)
class Fact:
    """text[start:end] states `value`, of what `close` and `sentence` tell (stems with weights).

    `kind`: number | date | place. `unit`: of a number the stem of what is counted, "person" for
    people, "hurt" or "dead" for a toll, the currency of money, "age"; of a date "year" or "day"; of
    a place "countries" or "cities". `bound`: "about", "least", "most" where the text says so.
    `names` are the stems of names in its sentence, `numbers` all numbers in it, ordinals and those
    without a unit among them. `part` is the field of the article: headline, standfirst or body.
    """

    kind: str
    value: float | str
    unit: str
    start: int
    end: int
    words: str
    bound: str = ""
    close: dict[str, float] = field(default_factory=dict)
    sentence: dict[str, float] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    numbers: frozenset[float] = frozenset()
    part: str = "body"

    @property
    def key(self) -> tuple:
        """What makes two facts state the same."""
        return self.kind, self.value, self.unit


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the sentences of a text, blanks left out; a paragraph ends one too."""
    start = 0
    for stop in _END.finditer(text[:MOST_TEXT]):
        mark = text[stop.start()]
        if mark == "." and _SHORT.search(text[max(stop.start() - 6, 0) : stop.start()]):
            continue
        if text[start : stop.end()].strip():
            yield start, start + len(text[start : stop.end()].rstrip())
        start = stop.end()
    if text[start:MOST_TEXT].strip():
        yield start, start + len(text[start:MOST_TEXT].rstrip())


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """(start, end) of the sentences that text[start:end] stands in."""
    touched = [span for span in sentences(text) if span[0] < end and span[1] > start]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)


@lru_cache(maxsize=1_000)
def facts(text: str, part: str = "body") -> tuple[Fact, ...]:
    """The facts of a text in order. Those of the latest texts are kept: the articles of a story
    come to be compared again with each that arrives."""
    found = []
    for start, end in sentences(text):
        sentence = text[start:end]
        if not _MAY_STATE.search(sentence):
            continue
        tokens = words(sentence)
        made = list(_facts_of(sentence, tokens))
        if made:
            _describe(sentence, tokens, made)
        for _, _, fact in made:
            fact.start, fact.end, fact.part = fact.start + start, fact.end + start, part
            found.append(fact)
    return tuple(found)


def _describe(sentence: str, tokens: list[Word], made: list[tuple[int, int, Fact]]) -> None:
    """Fills in what the facts of a sentence are stated of."""
    named = [is_name(sentence, word) for word in tokens]
    told = [_told(word.key, name) for word, name in zip(tokens, named, strict=True)]
    whole, numbers = _stems(told), _numbers(tokens)
    names = frozenset(base for (base, _), name in zip(told, named, strict=True) if name)
    for first, last, fact in made:
        fact.sentence, fact.numbers, fact.names = whole, numbers, names
        if fact.unit == PERSON:
            fact.unit = _toll([word.key for word in tokens], first, last)
        fact.close = _stems(told[max(first - CLOSE, 0) : first] + told[last : last + CLOSE])


def _numbers(tokens: list[Word]) -> frozenset[float]:
    """Every number of a sentence: also those that are compared with none, and ordinals."""
    found = set()
    for at, word in enumerate(tokens):
        value = _value(tokens, at)[0] if _may_begin(word.key) else ORDINALS.get(word.key)
        if value:
            found.add(float(value))
    return frozenset(found)


def _toll(keys: list[str], first: int, last: int) -> str:
    """Whether the people counted are the hurt or the dead: the nearest word of either tells."""
    places = [
        (max(first - at, at - last + 1), unit)
        for at in range(max(first - CLOSE, 0), min(last + CLOSE, len(keys)))
        for unit, listed in (("hurt", HURT), ("dead", DEAD))
        if keys[at] in listed
    ]
    return min(places)[1] if places else PERSON


@lru_cache(maxsize=16_384)
def _told(word: str, is_a_name: bool) -> tuple[str, float]:
    """(stem, weight) of a word; weight 0 where it does not tell what a sentence is about."""
    weight = weight_of(word) * (NAME if is_a_name else 1)
    tells = weight >= LEAST_WORD and word not in COMMON and not word[0].isdigit()
    return stem(word), weight if tells and len(word) > 2 else 0.0


def _stems(told: list[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for base, weight in told:
        if weight:
            found[base] = max(found.get(base, 0), weight)
    return found


def _facts_of(sentence: str, tokens: list[Word]) -> Iterator[tuple[int, int, Fact]]:
    """(index of the first word, index behind the last, fact) in one sentence."""
    at = 0
    while at < len(tokens):
        made = None
        if _may_begin(tokens[at].key):
            made = _date(sentence, tokens, at) or _number(sentence, tokens, at)
        made = made or _place(sentence, tokens, at)
        if made is None:
            at += 1
            continue
        last, fact = made
        if fact is not None:
            yield at, last, fact
        at = last


def _may_begin(word: str) -> bool:
    """A rough look whether a number or a date may begin with a word: few do."""
    return word in _BEGINNING or word[0].isdigit()


def _fact(
    sentence: str, tokens: list[Word], span: tuple[int, int], kind: str, value, unit: str
) -> Fact:
    start, end = tokens[span[0]].start, tokens[span[1] - 1].end
    return Fact(kind, value, unit, start, end, sentence[start:end])


def _date(sentence: str, tokens: list[Word], at: int) -> tuple[int, Fact | None] | None:
    """A year, or a day of a month; (index behind it, None) for one that is not to be compared."""
    word = tokens[at]
    if _YEAR.fullmatch(word.key) and FIRST_YEAR <= int(word.key) <= LAST_YEAR:
        if _is_tied(sentence, word, word):
            return at + 1, None
        return at + 1, _fact(sentence, tokens, (at, at + 1), "date", float(word.key), "year")
    month = None
    if word.key in MONTHS and sentence[word.start].isupper() and _is_day(tokens, at + 1):
        month, day, last = MONTHS[word.key], tokens[at + 1].key, at + 2
    elif _is_day(tokens, at) and at + 1 < len(tokens) and tokens[at + 1].key in MONTHS:
        if not sentence[tokens[at + 1].start].isupper():
            return None
        month, day, last = MONTHS[tokens[at + 1].key], word.key, at + 2
    if month is None:
        return None
    made = None
    if at and tokens[at - 1].key in _DATING:  # a date that stands alone is the article's own
        value = f"{month:02}-{int(day.rstrip('stndrh')):02}"
        made = _fact(sentence, tokens, (at, last), "date", value, "day")
    if last < len(tokens) and _YEAR.fullmatch(tokens[last].key):
        last += 1
    return last, made


def _is_day(tokens: list[Word], at: int) -> bool:
    return at < len(tokens) and bool(re.fullmatch(r"[0-3]?\d(?:st|nd|rd|th)?", tokens[at].key))


def _is_tied(sentence: str, first: Word, last: Word) -> bool:
    """True for a number that a dash, slash or colon ties to something else: a score, a span of
    years, a clock; for the number of a model ("AK 47"), and one that begins with a nought."""
    before = sentence[max(first.start - 7, 0) : first.start]
    nought = len(first.key) > 1 and first.key.startswith("0") and not first.key.startswith("0.")
    return nought or bool(_TIED.search(before)) or bool(_TIES.match(sentence, last.end))


def _number(sentence: str, tokens: list[Word], at: int) -> tuple[int, Fact | None] | None:
    """A number with its unit; (index behind it, None) for one that counts nothing."""
    value, last = _value(tokens, at)
    if value is None:
        return None
    if _is_tied(sentence, tokens[at], tokens[last - 1]):
        return last, None
    made = _fact(sentence, tokens, (at, last), "number", value, "")
    made.unit = _unit(sentence, tokens, at, last)
    made.bound = _bound(tokens, at)
    return last, made if made.unit else None


def _value(tokens: list[Word], at: int) -> tuple[float | None, int]:
    """The number that the words from `at` on say, and the index behind it; (None, at) for none."""
    value, last = None, at
    key = tokens[at].key
    if _DIGITS.fullmatch(key):
        value, last = float(key.replace(",", "")), at + 1
    elif key in TENS:
        value, last = float(TENS[key]), at + 1
        if last < len(tokens) and ONES.get(tokens[last].key, 10) < 10:
            value, last = value + ONES[tokens[last].key], last + 1
    elif key in ONES:
        value, last = float(ONES[key]), at + 1
    elif key == "dozen":
        return 12.0, at + 1
    while value is not None and last < len(tokens) and tokens[last].key in SCALES:
        value, last = value * SCALES[tokens[last].key], last + 1
    return value, last


def _unit(sentence: str, tokens: list[Word], at: int, last: int) -> str:
    """What is counted: the currency, "age" between commas, else the stem of the noun behind."""
    sign = sentence[max(tokens[at].start - 1, 0) : tokens[at].start]
    if sign in _MONEY:
        return _MONEY[sign]
    after = sentence[tokens[last - 1].end :]
    if after.startswith("%"):
        return "percen"
    if after[:1] == "," and at and _NAME_BEFORE.search(sentence[: tokens[at].start]):
        return AGE
    behind = tokens[last : last + UNIT]
    if not behind or behind[0].key in _NO_UNIT:
        return ""
    if [word.key for word in behind[:2]] == ["year", "old"]:
        return AGE
    if behind[0].key in HURT | DEAD:
        return PERSON
    for number, word in enumerate(behind):
        gap = sentence[(behind[number - 1] if number else tokens[last - 1]).end : word.start]
        if any(mark in gap for mark in ",.;:()—"):
            break
        if word.key in ANYONE:
            return PERSON
        weight = weight_of(word.key)
        if weight < LIGHT and word.key not in ("of", "the"):
            break  # another part of the sentence begins
        plural = word.key.endswith("s") and not word.key.endswith("ss")
        if plural and weight >= LEAST_WORD and word.key not in COMMON:
            return stem(word.key)
    return _without_plural(behind)


def _without_plural(behind: list[Word]) -> str:
    """The word right behind a number as its unit: "1.6 billion crown", "a three metre gap"."""
    first = behind[0].key
    light = first in COMMON or weight_of(first) < LEAST_WORD
    return "" if light else stem(first)


def _bound(tokens: list[Word], at: int) -> str:
    before = [word.key for word in tokens[max(at - 3, 0) : at]]
    if before[-2:] in (["more", "than"], ["at", "least"]) or before[-1:] == ["over"]:
        return "least"
    if before[-2:] in (["less", "than"], ["fewer", "than"], ["at", "most"], ["up", "to"]):
        return "most"
    return "about" if ABOUT.intersection(before) else ""


def _place(sentence: str, tokens: list[Word], at: int) -> tuple[int, Fact | None] | None:
    """A country or a city behind a preposition of place, that no other noun follows."""
    if not at or tokens[at - 1].key not in _PLACING or not sentence[tokens[at].start].isupper():
        return None
    for length in (3, 2, 1):
        span = tokens[at : at + length]
        name = fold(sentence[span[0].start : span[-1].end])
        if (
            len(span) == length
            and name in GAZETTEER
            and _stands_alone(sentence, tokens, at + length)
        ):
            return at + length, _fact(
                sentence, tokens, (at, at + length), "place", name, GAZETTEER[name]
            )
    return None


def _stands_alone(sentence: str, tokens: list[Word], last: int) -> bool:
    """True where a mark, the end or a light word follows: "in Seoul’s efforts" names no place."""
    end = tokens[last - 1].end
    if tokens[last - 1].key.endswith("'s"):
        return False
    if last == len(tokens) or sentence[end : tokens[last].start].strip():
        return True
    return weight_of(tokens[last].key) < LEAST_WORD
