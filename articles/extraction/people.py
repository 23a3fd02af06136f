"""People by name: where a text names a person, under which full name, with which title.

Pure Python, no Django, no language model. Runs of capitals are cut into pieces (`capitals`), each
piece is weighed by its words, its sentence and the rest of the article (`evidence`), and mentions
of one person are joined (`cast`). What counts as a name follows CoNLL-2003 (Tjong Kim Sang and De
Meulder 2003): every mention by name, no title, no pronoun.
"""

from typing import NamedTuple

from articles.extraction.capitals import (
    FIRST,
    FUNCTION,
    INITIAL,
    NAME,
    NATION,
    ORG,
    PLACE,
    TITLE,
    Form,
    Piece,
    Word,
    runs_of,
    split_run,
)
from articles.extraction.cast import Cast
from articles.extraction.evidence import (
    CONTEXT,
    Article,
    describe,
    describe_article,
    read_weights,
    weigh,
)
from articles.extraction.foreign import confirm, is_plainly_english, language_of, mark
from articles.extraction.names import is_korean_given, read_list
from articles.extraction.reading import PersonSpan
from articles.extraction.titles import gender_of, title_after, title_before
from articles.extraction.weights import Group, PairSums

_WEIGHTS = read_weights()
_LISTS = read_list("organisations.txt")
THINGS_BEFORE, SITES, FAITHS = _LISTS["before"], _LISTS["sites"], _LISTS["faiths"]
_STATES = frozenset(word.capitalize() for word in read_list("places.txt")["abbreviated"])
_SITES_AFTER, _PLACING = CONTEXT["sites"], CONTEXT["placing"]
MOST_TEXT = 2_000_000  # characters searched: more than any article, a few seconds
HEADING_LENGTH = 200  # characters; a longer line is prose


def find_people(text: str) -> list[PersonSpan]:
    """Return each mention of a person by name in the text, sorted and disjoint.

    Titles, possessives and pronouns are outside the spans. Never raises; time grows linearly, and
    nothing is looked for past `MOST_TEXT`.
    """
    text = text[:MOST_TEXT]
    pieces = choose(*weigh_pieces(text, _WEIGHTS), _WEIGHTS)
    starts = [piece.start for piece in pieces]
    mentions = []
    cast = Cast()
    for i, piece in enumerate(pieces):
        before = title_before(text, piece)
        title = before or title_after(text, piece.end, starts[i + 1 : i + 3])
        mention = text[piece.start : piece.end]
        cast.introduce(mention, title)
        mentions.append((piece, mention, title))
    named = [(piece, cast.whom(mention, title), title) for piece, mention, title in mentions]
    genders: dict[str, str] = {}
    for _, name, title in named:
        genders[name] = genders.get(name) or gender_of(title, "")
    return [
        PersonSpan(piece.start, piece.end, name, title, genders[name] or gender_of("", name))
        for piece, name, title in named
    ]


class Candidate(NamedTuple):
    """A piece that could name a person, whether it stands in a heading, and what speaks for it."""

    piece: Piece
    heading: bool
    features: list[Group]
    score: float


def weigh_pieces(text: str, weights: PairSums) -> tuple[Article, list[Candidate]]:
    """Return what the article says of its words, and every piece of it that could name a person."""
    article = Article(text)
    candidates: list[Candidate] = []
    line_end, heading = -1, False
    if not is_plainly_english(text):
        article.language = language_of(article.lower.listed())
    runs = runs_of(text)
    for start, run in mark(text, runs, article.language) if article.language else runs:
        if start > line_end:
            line_start = text.rfind("\n", 0, start) + 1
            line_end = text.find("\n", start)
            line_end = len(text) if line_end < 0 else line_end
            heading = is_heading(text[line_start : min(line_end, line_start + HEADING_LENGTH + 1)])
        for piece in split_run(text, start, run):
            if run[piece.last - 1].kind & INITIAL and all(w.kind & INITIAL for w in piece.words):
                continue
            if not heading and _names_thing(text, piece):
                continue
            features = describe(text, piece, heading)
            alone, within = weigh(features, weights)
            article.note(piece, alone, heading)
            candidates.append(Candidate(piece, heading, features, within))
    return article, candidates


def choose(article: Article, candidates: list[Candidate], weights: PairSums) -> list[Piece]:
    """Return the candidates that name a person, in order.

    A word alone is judged together with its other places in the prose. A heading's piece that
    holds a name known from the prose is that name alone.
    """
    scores = [c.score + weights[describe_article(c.piece, article)][1] for c in candidates]
    lone: dict[str, tuple[int, float]] = {}
    for candidate, score in zip(candidates, scores, strict=True):
        if candidate.piece.lone and not candidate.heading:
            times, total = lone.get(candidate.piece.key, (0, 0.0))
            lone[candidate.piece.key] = (times + 1, total + score)
    named = []
    for candidate, score in zip(candidates, scores, strict=True):
        times, total = lone.get(candidate.piece.key, (1, score))
        score = score + total / times if candidate.piece.lone else score
        named.append(round(score, 6) >= 0)
    if article.language:
        pieces = [candidate.piece for candidate in candidates]
        named = confirm(article.text, pieces, scores, article.language)
    known = {
        c.piece.key
        for c, yes in zip(candidates, named, strict=True)
        if yes and not c.heading and not _opens_with_verb(c.piece)
    }
    known |= {last for last in (key.rpartition(" ")[2] for key in known) if len(last) > 2}
    chosen: list[Piece] = []
    for candidate, yes in zip(candidates, named, strict=True):
        piece = candidate.piece
        loose = candidate.heading or (yes and _opens_with_verb(piece))
        parts = _known_parts(article.text, piece, known) if loose else []
        chosen += parts or ([piece] if yes else [])
    return chosen


def _known_parts(text: str, piece: Piece, known: set[str]) -> list[Piece]:
    """Return the parts of a heading's piece that are names of `known`, longest first."""
    parts = []
    at = piece.first
    while at < piece.last:
        for stop in range(min(piece.last, at + 5), at, -1):
            words = piece.run[at:stop]
            if " ".join([word.key for word in words]) in known and not _common(words):
                titles = piece.titles if at == piece.first else 0
                form = Form(text, piece.start, piece.run, at, stop, titles)
                parts.append(Piece(piece.start, piece.run, form))
                at = stop
                break
        else:
            at += 1
    return parts


def _opens_with_verb(piece: Piece) -> bool:
    """Whether a participle stands before what could be a name: "Rebuking Holm"."""
    word = piece.run[piece.first]
    return not piece.lone and not word.kind & NAME and word.key.endswith("ing")


def _common(words: list[Word]) -> bool:
    """Whether one word alone is rather a place's or a common word than a family name."""
    kind = words[0].kind
    return len(words) == 1 and bool(
        kind & (PLACE | NATION | FUNCTION) or (kind and not kind & NAME)
    )


def is_heading(line: str) -> bool:
    """Whether a line is set as a headline: its long words begin with capitals."""
    if len(line) > HEADING_LENGTH:
        return False
    if line.isupper():
        return True
    if line.rstrip().endswith((".", "\u201d", '"')):
        return False
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    lower = sum([word[0].islower() for word in words])
    return bool(words) and lower <= 0.3 * len(words) and (len(words) > 3 or not lower)


def _names_thing(text: str, piece: Piece) -> bool:
    """Whether what stands around a piece makes it the name of a thing: "Douglas & Lomason",
    "Hurricane Edouard", "Lu Xun Park"."""
    form = piece.form
    if form.thing is None:
        form.thing = _thing_by_itself(piece), _names_site(piece)
    thing, site = form.thing
    if thing:
        return True
    end = piece.end
    if text[end : end + 1] == " ":
        following = text[end + 1 : end + 2]
        if following == "&":
            return True
        if following.islower():
            word = text[end + 1 : end + 14].partition(" ")[0].rstrip(".,;:)")
            if word in _SITES_AFTER:
                return True
    before = text[max(0, piece.start - 12) : piece.start]
    if before.endswith("& "):
        return True
    previous = before[:-1].rpartition(" ")[2]
    if not piece.first and previous in THINGS_BEFORE:
        return True
    return site and _stands_as_site(text, piece, previous)


def _thing_by_itself(piece: Piece) -> bool:
    """Whether the words of its run alone make a piece the name of a thing: "Hurricane Edouard"."""
    run, first, last = piece.run, piece.first, piece.last
    if first and run[first - 1].key in THINGS_BEFORE:
        return True
    if run[first].key in (FAITHS if piece.lone else THINGS_BEFORE) and not piece.titles:
        return True
    return last < len(run) and _heads_thing(run, last)


def _names_site(piece: Piece) -> bool:
    """Whether a piece closes as the name of a site does: "Lu Xun Park"."""
    return not (piece.lone or piece.titles) and piece.run[piece.last - 1].key in SITES


def _stands_as_site(text: str, piece: Piece, previous: str) -> bool:
    """Whether a piece that closes as a site's name is one, by the words before its last and by
    what stands beside it: the word `previous`, a state."""
    run, first, end = piece.run, piece.first, piece.end
    if text[end : end + 2] == ", " and _opens_with_state(text[end + 2 : end + 20]):
        return True
    given = run[first : piece.last - 1]
    if run[first].kind & INITIAL or all(is_korean_given(word.key) for word in given):
        return False
    return len(given) > 1 or (previous in _PLACING and not run[first].kind & FIRST)


def _opens_with_state(text: str) -> bool:
    """Whether a text opens with a state of the USA: "Deerfield Beach, Fla."."""
    return text.split(" ", 1)[0].rstrip(".,;") in _STATES


def _heads_thing(run: list[Word], last: int) -> bool:
    """Whether the words after a piece make another name of it: "John Lewis Voting Rights Act"."""
    if run[last - 1].possessive:
        return False
    for word in run[last:]:
        if word.kind & (TITLE | NAME):
            return False
        if word.kind & ORG:
            return True
    return False
