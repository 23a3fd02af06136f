"""What a word is to the search: the same cut and the same folding for texts, queries and marks.

A word is a run of letters, digits and the marks that belong to letters. A hyphen, an apostrophe or
a stop parts words, so that "COVID-19" and "U.S." are found however they are punctuated: a query
that holds several words without a blank is a phrase. A number keeps its decimals and loses its
thousands separators. Scripts written without blanks (and Hangul, whose particles join the noun)
give one word a character. Pure Python: no Django, no Tantivy.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import NamedTuple

LONGEST = 64  # code points of a folded word that are kept; the rest distinguishes no news word

# Han, kana, bopomofo, Hangul, Thai, Lao, Myanmar, Khmer, Tai scripts: Unicode 15, Blocks.txt, and
# the line-break class SA of UAX 14, whose scripts put no blank between words.
_UNSPACED = (
    "\u0e01-\u0e2e\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf"
    "\u1000-\u102a\u103f\u1050-\u1055\u1100-\u11ff\u1780-\u17b3\u1950-\u19df\u1a20-\u1a54"
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u303c\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97c\uaa60-\uaa76\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d\uffa0-\uffdc"
    "\U0001aff0-\U0001b2ff\U00020000-\U0003ffff"
)


def _marks() -> str:
    """The marks that stand on letters, as ranges for a character class; all lie in these blocks."""
    blocks = ((0x0300, 0x1E00), (0x20D0, 0x2100), (0x302A, 0x309B), (0xA66F, 0xAC00))
    found = []
    for first, end in blocks:
        for code in range(first, end):
            if unicodedata.category(chr(code)).startswith("M"):
                if found and found[-1][1] == code - 1:
                    found[-1][1] = code
                else:
                    found.append([code, code])
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in found)


_MARKS = _marks()
_LETTER = rf"(?:[^\W_{_UNSPACED}]|[{_MARKS}])"
_WORD = re.compile(
    rf"[{_UNSPACED}][{_MARKS}]*+"
    rf"|[0-9]{{1,3}}(?>(?:,[0-9]{{3}}){{1,6}})(?![0-9])(?>(?:\.[0-9]++)*)(?>{_LETTER}*)"
    rf"|[0-9]++(?>(?:\.[0-9]++)+)(?>{_LETTER}*)"
    rf"|(?>{_LETTER}+)"
)
# Accents of Latin, Greek and Cyrillic, the points of Hebrew and the vowel signs of Arabic are left
# out by readers who type; the marks of other scripts change the word and stay.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670]"
)
# Letters that do not decompose, as readers without them type them (CLDR Latin-ASCII transform).
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)


# What stands between the words of nearly every text that is not ASCII alone.
_PUNCTUATION = "“”‘’–—…\u00a0«»„"
# From a character beyond ASCII to the next blank, and words that begin so after it.
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f][^ ]*+(?>(?: [^ \x00-\x7f][^ ]*+)*)")
_ASCII_WORD = re.compile("[0-9a-z]++")
# A number with separators, as `_WORD` has it, in small letters of ASCII. It begins with a class and
# looks back from there: the engine finds a class many times faster than a place that has none.
_SEPARATED = re.compile("[0-9][.,][0-9]")
_NUMBER = re.compile(
    r"[0-9](?<![0-9a-z][0-9])(?:"
    r"[0-9]{0,2}(?>(?:,[0-9]{3}){1,6})(?![0-9])(?>(?:\.[0-9]++)*)|[0-9]*+(?>(?:\.[0-9]++)+))"
)
# A decimal point becomes a capital, which a text in small letters has not, while the other stops
# become blanks.
_POINT = "P"
_BLANKED = {code: " " for code in range(128) if not chr(code).isalnum()} | {ord(_POINT): "."}
# Bytes of ASCII by kind, so that "0.0" stands where a number may have separators.
_KINDS = bytes.maketrans(b"123456789,", b"000000000.")


class Word(NamedTuple):
    """A folded word and the half-open place of the letters it was read from."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """The text in one case, without accents and compatibility forms; may change its length."""
    if text.isascii():
        return text.lower()
    apart = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return unicodedata.normalize("NFC", apart.casefold().translate(_PLAIN))


class _Folded(dict):
    """Words already folded. Emptied when full, so a long import does not grow it."""

    def __missing__(self, written: str) -> str:
        if len(self) >= 100_000:
            self.clear()
        folded = "".join(fold(written.replace(",", "")).split())[:LONGEST]
        self[written] = folded
        return folded


_folded = _Folded()


def words(text: str) -> list[str]:
    """The folded words of the text, in order."""
    for mark in _PUNCTUATION:
        text = text.replace(mark, " ")
    if text.isascii():
        return _ascii_words(text)
    found: list[str] = []
    place = 0
    while beyond := _BEYOND_ASCII.search(text, place):
        start = text.rfind(" ", place, beyond.start()) + 1 or place
        found += _ascii_words(text[place:start])
        place = beyond.end()
        written = _WORD.findall(text, start, place)
        found += [word for each in written if (word := _folded[each])]
    return found + _ascii_words(text[place:])


def _ascii_words(text: str) -> list[str]:
    """What `_WORD` and `fold` make of a text of ASCII alone, many times faster."""
    text = text.lower()
    if b"0.0" in text.encode().translate(_KINDS):
        text = _NUMBER.sub(_without_separators, text)
    text = text.translate(_BLANKED)
    if _has_endless_word(text):
        return [word[:LONGEST] for word in text.split()]
    return text.split()


def _has_endless_word(text: str) -> bool:
    """True where more than LONGEST characters follow each other without a blank."""
    place, last = 0, len(text) - LONGEST
    while place < last:
        # The last blank within reach; what stands before it holds no endless word.
        place = text.rfind(" ", place, place + LONGEST + 1) + 1
        if not place:
            return True
    return False


def _without_separators(number: re.Match) -> str:
    return number[0].replace(",", "").replace(".", _POINT)


def placed_words(text: str) -> Iterator[Word]:
    """The folded words of the text with the places they stand at, in code points."""
    plain = _plain(text)
    if plain is not None:
        for match in _ASCII_WORD.finditer(plain):
            yield Word(match[0][:LONGEST], *match.span())
        return
    for match in _WORD.finditer(text):
        if word := _folded[match[0]]:
            yield Word(word, match.start(), match.end())


def words_beginning(text: str, beginnings: Collection[str]) -> Iterator[Word] | None:
    """Those words of `placed_words` that begin so, found without reading all the others.

    None where the text has more than letters without accents, and marks between them.
    """
    plain = _plain(text)
    if plain is None or not all(begun.isascii() and begun.isalnum() for begun in beginnings):
        return None
    found = re.compile(f"(?<![0-9a-z])(?:{'|'.join(beginnings)})[0-9a-z]*+").finditer(plain)
    return (Word(match[0][:LONGEST], *match.span()) for match in found)


def _plain(text: str) -> str | None:
    """The text in small letters, where its words are the runs of 0-9 and a-z; else None."""
    for mark in _PUNCTUATION:
        text = text.replace(mark, " ")
    return None if not text.isascii() or _SEPARATED.search(text) else text.lower()
