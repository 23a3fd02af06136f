"""Which language a text is in, by its script and its commonest words. Small and without a model."""

import re
from collections import Counter

from articles.extraction.names import read_list

# The commonest function words of each language, those that it shares with few of the others.
_FUNCTION_WORDS = read_list("function_words.txt")
# First and last code point of the letters of a script that tells a language, or a group of them.
_SCRIPTS = (
    ("ko", "\uac00", "\ud7a3"),
    ("ja", "\u3040", "\u30ff"),
    ("zh", "\u4e00", "\u9fff"),
    ("ru", "\u0400", "\u04ff"),
    ("ar", "\u0600", "\u06ff"),
    ("he", "\u0590", "\u05ff"),
    ("el", "\u0370", "\u03ff"),
    ("hi", "\u0900", "\u097f"),
    ("th", "\u0e00", "\u0e7f"),
)
_SCRIPT_LETTER = re.compile("[" + "".join(f"{first}-{last}" for _, first, last in _SCRIPTS) + "]")
_ANY_COMMON = frozenset().union(*_FUNCTION_WORDS.values())
_ENGLISH_ALONE = _FUNCTION_WORDS["en"].difference(
    *(known for language, known in _FUNCTION_WORDS.items() if language != "en")
)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_WORD = re.compile("[a-zß-öø-ɏḁ-ỿ]+")  # twice as quick
_SAMPLE = 8_000
_FEWEST_WORDS, _SMALLEST_SHARE, _CLEAREST_LEAD = 6, 0.08, 1.15


def detect_language(text: str) -> str:
    """ISO 639-1 code of the language that most of the text is in ("en", "ko"), "" where unsure.

    Reads the first 8,000 characters. Scripts decide first: a fifth of kana beside Chinese
    characters is Japanese, the letters that Russian lacks make Ukrainian, those that Arabic lacks
    Persian. Latin script is decided by the share of function words.
    """
    text = text[:_SAMPLE]
    mixed = None if text.isascii() else _SCRIPT_LETTER.search(text)
    script = _by_script(text) if mixed else "latin"
    if script != "latin":
        return script
    low = text.lower()
    if _is_plainly_english(low.split()):
        return "en"
    words = (_WORD if mixed else _LATIN_WORD).findall(low)
    if len(words) < _FEWEST_WORDS:
        return ""
    counts = Counter(filter(_ANY_COMMON.__contains__, words))
    shares = sorted(
        (
            (sum(map(counts.__getitem__, counts.keys() & known)) / len(words), language)
            for language, known in _FUNCTION_WORDS.items()
        ),
        reverse=True,
    )
    (share, language), (second, _) = shares[:2]
    clear = share >= _SMALLEST_SHARE and share >= second * _CLEAREST_LEAD
    return language if clear else ""


def _is_plainly_english(words: list[str]) -> bool:
    """True where English leads by so much that no other language can come near, even if all words
    that are not English alone were its own. `words` are parted by blanks alone, which is quick, so
    a word that a mark clings to is not known: English must have twice what is asked."""
    common = list(filter(_ANY_COMMON.__contains__, words))
    alone = sum(map(_ENGLISH_ALONE.__contains__, common))
    rest = len(common) - alone
    clear = alone >= 2 * _SMALLEST_SHARE * len(words) and alone >= rest * _CLEAREST_LEAD
    return clear and len(words) >= 2 * _FEWEST_WORDS


def _by_script(text: str) -> str:
    """Language that the script of most letters tells, "latin" where it tells none, "" without
    letters. Each different character is looked at once: a text has few of them."""
    letters = {c: number for c, number in Counter(text).items() if c.isalpha()}
    total = sum(letters.values())
    if not total:
        return ""
    counts = {
        language: sum(number for c, number in letters.items() if first <= c <= last)
        for language, first, last in _SCRIPTS
    }
    asian = counts["ja"] + counts["zh"]
    if asian * 2 > total:
        return "ja" if counts["ja"] * 5 > asian else "zh"
    language = max(counts, key=counts.__getitem__)
    if counts[language] * 2 <= total:
        return "latin"
    if language == "ru" and letters.keys() & set("іїєґІЇЄҐ"):
        return "uk"
    if language == "ar" and sum(letters.get(c, 0) for c in "پچژگ") * 100 > total:
        return "fa"
    return language
