"""Names of people in articles that are not in English.

Pure Python, no Django. The weights of `evidence` are learnt from English, where a capital inside a
sentence marks a name. Elsewhere other words open sentences and other titles stand before names,
and German writes every noun with a capital. So the article's language gives its words their kinds
(`mark`), and what the weights take for a person is kept only as far as that language vouches for
it (`confirm`).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from articles.extraction.capitals import (
    COMMON,
    FIRST,
    FUNCTION,
    INITIAL,
    NAME,
    ORG,
    PLACE,
    TITLE,
    Piece,
    Word,
)
from articles.extraction.names import MAY_STAND_FIRST, PARTICLES, family_first, fold, read_list

_KINDS = {"openers": FUNCTION, "titles": TITLE, "bodies": ORG}
_LISTS = read_list("foreign_words.txt")
_COMMON = read_list("function_words.txt")
_ENGLISH = _COMMON["en"]
_COMPOUNDING = frozenset(["de", "nl", "sv", "da", "no"])
_NOUNS_IN_CAPITALS = frozenset(["de"])
_OPENING, _ENOUGH_ENGLISH = 4_000, 20  # characters; distinct function words
FEWEST = 4  # distinct function words that tell a language; a name or a title in English has fewer
SHORTEST_HEAD = 5  # letters; shorter ends of compounds are ends of family names too
_ARTICLES = re.compile(r"(?<!\bvon )(?<!\bvan )\b(?:der|des|dem|den|das|die|und|e)\b")
# Ends of German abstract nouns (Duden, Die Grammatik, on word formation).
_ABSTRACT = re.compile(
    r"(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|ismus|ität|itäten|nis|nisse|"
    r"tum|ment|enz|anz)$"
)
_NEAR = 60  # characters before a name in which the role that it is set beside can stand
_WORD = re.compile(r"[^\W\d_]{2,30}")
_BESIDE = re.compile(r"([^\W\d_]{2,30}) $")
_NEXT = re.compile(r"[\u201c\u201d\u00bb\"]?,? ([^\W\d_]{2,30})")


def is_plainly_english(text: str) -> bool:
    """Whether the opening of a text holds so many English function words that `language_of` all
    its words need not be asked."""
    return len(_ENGLISH.intersection(text[:_OPENING].split())) > _ENOUGH_ENGLISH + 2


def language_of(lower: set[str]) -> str:
    """Return the code of the language that an article's lower-case words are in, "" for English
    and where they are too few to tell."""
    english = len(_ENGLISH & lower)
    if english > _ENOUGH_ENGLISH:
        return ""
    count, code = max((len(words & lower), code) for code, words in _COMMON.items())
    return code if count >= FEWEST and count > english else ""


@lru_cache(maxsize=16_384)
def _kind(key: str, language: str) -> int:
    """Return the kinds that a language gives a folded word, 0 where it knows none."""
    last = key.rpartition(" ")[2]
    for section, kind in _KINDS.items():
        if last in _LISTS.get(f"{language} {section}", ()):
            return kind
    if language in _COMPOUNDING and len(last) > SHORTEST_HEAD + 2:
        for section in ("titles", "bodies"):
            heads = _LISTS.get(f"{language} {section}", ())
            if any(last.endswith(head) for head in heads if len(head) >= SHORTEST_HEAD):
                return _KINDS[section]
    return 0


def mark(
    text: str, runs: Iterable[tuple[int, list[Word]]], language: str
) -> Iterator[tuple[int, list[Word]]]:
    """Yield runs of capitals with the kinds that the language gives their words.

    A preposition before a run is no part of a name ("de Ana Ruiz"); a German article inside one
    ends it ("Tönnies Hagen den Helfern"), and so does a place ("Anna Holm van Utrecht").
    """
    for start, run in runs:
        begin = 0
        for i, word in enumerate(run):
            word.kind &= ~COMMON  # the common words of English
            kind = _kind(word.key, language)
            if kind and not (i and word.key in PARTICLES):
                word.kind = FUNCTION if kind == FUNCTION else word.kind | kind
            if i and _ends_before(text, run, i, language):
                yield _start(text, start, run, begin), run[begin:i]
                begin = i
        yield _start(text, start, run, begin), run[begin:]


def _ends_before(text: str, run: list[Word], i: int, language: str) -> bool:
    """Whether the words between two of a run end a name: a German article, "of" and a place."""
    end, start = run[i - 1].end, run[i].start
    if start - end < 3:
        return False
    if language in _NOUNS_IN_CAPITALS and _ARTICLES.search(text, end, start):
        return True
    return run[i].kind & (PLACE | NAME) == PLACE


def _start(text: str, start: int, run: list[Word], begin: int) -> int:
    """Return where a run begins; only one word alone keeps "von der" or "van den" before it."""
    noble = not begin and len(run) == 1 and text.startswith(("von ", "van "), start)
    return start if noble else run[begin].start


def confirm(text: str, pieces: list[Piece], scores: list[float], language: str) -> list[bool]:
    """Return which pieces name a person, of those that the weights of English score above 0.

    A word alone has to be part of a full name of the article or to follow a title. Where nouns have
    capitals, a full name needs a known given name, a role or a reporting verb beside it.
    """
    strict = language in _NOUNS_IN_CAPITALS
    named: list[bool] = []
    known: set[str] = set()
    for piece, score in zip(pieces, scores, strict=True):
        if piece.lone:
            named.append(False)
            continue
        vouched = _is_vouched(text, piece, language)
        yes = vouched if strict else score > 0 or (vouched and score > -1)
        named.append(yes and not (strict and _holds_noun(piece)))
        if named[-1]:
            words = piece.words
            known.update((words[0].key, words[-1].key))
    for i, piece in enumerate(pieces):
        if piece.lone and not piece.words[0].kind & (FUNCTION | ORG):
            told = piece.titles and scores[i] > 0
            named[i] = bool(told or piece.key in known)
    return named


def _holds_noun(piece: Piece) -> bool:
    """Whether a word of a German piece is a noun by its end ("Versammlung") or its kind."""
    return any(
        (word.kind & (FUNCTION | ORG) and not word.kind & FIRST) or _ABSTRACT.search(word.text)
        for word in piece.words
    )


def _is_vouched(text: str, piece: Piece, language: str) -> bool:
    """Whether a given name, a role or a reporting verb tells that a full name is a person's."""
    words = piece.words
    if words[0].kind & FIRST or (words[0].kind & INITIAL and not words[-1].kind & INITIAL):
        return True
    if words[0].key in MAY_STAND_FIRST and family_first(text[piece.start : piece.end]):
        return True
    if piece.titles:
        return True
    saying = _LISTS.get(f"{language} saying", frozenset())
    before = _BESIDE.search(text, max(0, piece.start - 32), piece.start)
    after = _NEXT.match(text, piece.end)
    if any(found and fold(found[1]) in saying for found in (before, after)):
        return True
    return _is_apposed(text, piece, lambda word: bool(_kind(fold(word), language) & TITLE))


def _is_apposed(text: str, piece: Piece, is_role: Callable[[str], bool]) -> bool:
    """Whether a comma sets a piece beside a role: "die Leiterin des Amts, Anna Holm,"."""
    start, end = piece.start, piece.end
    if text[start - 2 : start] == ", " and text[end : end + 1] in ",.;:":
        clause = re.split(r"[.,;:!?\n]", text[max(0, start - _NEAR) : start - 2])[-1]
        if any(map(is_role, _WORD.findall(clause))):
            return True
    if text[end : end + 2] != ", ":
        return False
    role = re.split(r"[.,;:!?\n]", text[end + 2 : end + _NEAR])[0]
    return any(map(is_role, _WORD.findall(role)[:4]))
