"""People by name: where a text names a person, under which full name, with which title.

Pure Python, no Django, no language model: runs of capitals are cut into pieces (`capitals`), each piece
is weighed by its words, its sentence and the rest of the article (`evidence`), and those that name
a person are joined (`_Cast`). CoNLL-2003 (Tjong Kim Sang and De Meulder) says what counts as a name.
"""

import re
from bisect import bisect_left

from articles.extraction.capitals import INITIAL, Piece, read_runs, split_run
from articles.extraction.evidence import (
    Article,
    describe,
    describe_article,
    read_weights,
    weigh,
)
from articles.extraction.names import family_name, fold, name_words, same_name
from articles.extraction.reading import PersonSpan
from articles.extraction.titles import gender_of, title_after, title_before

_LOWER = re.compile(r"(?<![\w'\u2019.-])[a-z]{2,}")
_ALONE, _WITHIN = read_weights()
HEADING_LENGTH = 200  # characters; a longer line is prose


def find_people(text: str) -> list[PersonSpan]:
    """Return each mention of a person by name in the text, sorted and disjoint.

    Titles, possessives and pronouns are outside the spans. Never raises; time grows linearly.
    """
    pieces = _named_pieces(text)
    cast = _Cast()
    for piece in pieces:
        cast.meet(text[piece.start : piece.end])
    starts = [piece.start for piece in pieces]
    drafts = []
    for piece in pieces:
        before = title_before(text, piece)
        near = starts[bisect_left(starts, piece.end) :][:3]
        title = before or title_after(text, piece.end, near)
        drafts.append((piece, cast.name(text[piece.start : piece.end], title), title))
    genders: dict[str, str] = {}
    for _, name, title in drafts:
        told = gender_of(title, "")
        genders[name] = genders.get(name) or told
    return [
        PersonSpan(p.start, p.end, name, title, genders[name] or gender_of("", name))
        for p, name, title in drafts
    ]


def _named_pieces(text: str) -> list[Piece]:
    """Return the pieces of the text that name a person, in order."""
    article = Article(set(_LOWER.findall(text)))
    weighed: list[tuple[Piece, list[str]]] = []
    line_end, heading = -1, False
    for start, run in read_runs(text):
        if start > line_end:
            line_start = text.rfind("\n", 0, start) + 1
            line_end = text.find("\n", start)
            line_end = len(text) if line_end < 0 else line_end
            heading = is_heading(text[line_start:line_end][: HEADING_LENGTH + 1])
        for piece in split_run(text, start, run):
            if _joined_by_ampersand(text, piece) or all(word.kind & INITIAL for word in piece.words):
                continue
            features = describe(text, piece, heading)
            article.note(piece, weigh(features, _ALONE), heading)
            weighed.append((piece, features))
    return [
        piece
        for piece, features in weighed
        if weigh(features + describe_article(piece, article), _WITHIN) > 0
    ]


def is_heading(line: str) -> bool:
    """Whether a line is set as a headline: its long words begin with capitals."""
    if len(line) > HEADING_LENGTH:
        return False
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    lower = sum(word[0].islower() for word in words)
    if not words or not lower:
        return bool(words)
    closed = line.rstrip().endswith((".", "\u201d", '"'))
    return len(words) >= 4 and lower <= 0.3 * len(words) and not closed


class _Cast:
    """The people of one article by full name, and whom a lone name means at a point of the text."""

    def __init__(self):
        self._fullest: dict[str, str] = {}
        self._lone: dict[str, list[str]] = {}
        self._seen: dict[str, int] = {}
        self._titles: dict[str, set[str]] = {}
        self._clock = 0

    def meet(self, mention: str) -> None:
        """Take in a mention, so that every full name of the article is known before any is joined."""
        words = name_words(mention)
        key = fold(mention)
        if len(words) < 2 or key in self._fullest:
            return
        for known in dict.fromkeys(name for word in words for name in self._lone.get(word, ())):
            if same_name(mention, known):
                fuller = max(known, mention, key=lambda name: (len(fold(name)) , name == known))
                if fuller != known and len(words) > len(name_words(known)):
                    self._rename(known, fuller)
                self._fullest[key] = self._fullest[fold(known)]
                return
        self._fullest[key] = mention
        for word in {fold(family_name(mention)), *words}:
            self._lone.setdefault(word, []).append(mention)

    def _rename(self, known: str, fuller: str) -> None:
        old = self._fullest[fold(known)]
        for key, name in self._fullest.items():
            if name == old:
                self._fullest[key] = fuller

    def name(self, mention: str, title: str) -> str:
        """Return the fullest name of the person a mention means, mentions taken in text order."""
        self._clock += 1
        key = fold(mention)
        name = self._fullest.get(key)
        if name is None:
            name = self._whom(key, title) or mention
        self._seen[name] = self._clock
        if title:
            self._titles.setdefault(name, set()).add(fold(title))
        return name

    def _whom(self, key: str, title: str) -> str | None:
        """Return whom a lone name means: who bears the title, else who was named last."""
        known = [self._fullest[fold(name)] for name in self._lone.get(key, ())]
        if not known:
            return None
        family = [name for name in known if fold(family_name(name)) == key] or known
        bearers = [name for name in family if title and fold(title) in self._titles.get(name, ())]
        among = bearers or family
        return max(among, key=lambda name: (self._seen.get(name, 0), -known.index(name)))


def _joined_by_ampersand(text: str, piece: Piece) -> bool:
    """Whether the piece is half of a firm's name: "Douglas & Lomason"."""
    return "&" in text[max(0, piece.start - 3) : piece.start] or "&" in text[piece.end : piece.end + 3]
