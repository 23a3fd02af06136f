"""Every quotation of a text with its speaker: marks paired, attributed, classed, linked."""

import json
import re
from functools import partial
from math import exp
from pathlib import Path

from articles.extraction.attribution import Attribution, Draft, label_inside
from articles.extraction.cues import ENGLISH_WORDS, SPEECH_VERBS
from articles.extraction.kinds import (
    Look,
    is_denied,
    is_spoken,
    is_title,
    is_whole,
    look_at,
    statement_signs,
)
from articles.extraction.marks import LONGEST_TEXT, Marked, pair_marks, paragraphs
from articles.extraction.people import find_people
from articles.extraction.reading import PersonSpan, QuoteSpan
from articles.extraction.references import Reference
from articles.extraction.scenes import MOST_IN_PARAGRAPH, Scene, Scenes, read_scene
from articles.extraction.speakers import Said, decide
from articles.extraction.weights import Group, Sums

WEIGHTS = Path(__file__).parent / "data" / "quote_weights.json"
# Quotations beyond these are kept as marks only: no article has so many.
MOST_ATTRIBUTED = 2000
# Texts whose main marks are double set terms in single ones; a statement there needs strong signs.
_SINGLE_AMONG_DOUBLE = 4.0
# Characters in single marks to those in double ones above which the single ones are the main.
_SINGLE_SHARE = 3
# A nested quotation's own attribution stands right beside it.
_NESTED_REACH = 4
# Or it stands before, no other verb between: "Rhea said to me at three o'clock, ‘…’".
_NESTED_LEAD = 9
_NESTED_CUES = frozenset(SPEECH_VERBS) | {"according", ":"}
_NESTED_RELATIONS = ("subject", "inverted", "accord", "label", "participle")
_LATIN_WORD = re.compile(r"[^\W\d_]+")
# Least share of such words in an English text; 99 of 100 labelled articles have more than 0.2.
_ENGLISH_SHARE = 0.12
# Lengths in characters by which another language's statements are told from terms.
_SHORT_STATEMENT, _LONG_FRAGMENT = 15, 40
# Words of another language's shortest fragment; fewer are a term.
_FEWEST_PARTIAL = 4


def load_model(path: Path = WEIGHTS) -> dict:
    """Return the model: weights `speaker` and `statement`, `thresholds`, `calibration`."""
    return json.loads(path.read_text(encoding="utf-8"))


def prepare(model: dict) -> dict:
    """Return the model with the weights of its two linear models ready to be summed."""
    return model | {name: Sums(model[name]) for name in ("speaker", "statement")}


_MODEL = prepare(load_model()) if WEIGHTS.exists() else None


class Reader:
    """Reads the quotations of one text; `data/train_quotes.py` trains on the same steps."""

    def __init__(
        self,
        text: str,
        people: list[PersonSpan] | None = None,
        headings: list[tuple[int, int]] | None = None,
        display: list[tuple[int, int]] | None = None,
        all_marks: bool = False,
        model: dict | None = None,
    ):
        text = text[:LONGEST_TEXT]
        self.text, self.model = text, model or _MODEL
        self.bounds = paragraphs(text)
        self.marked = pair_marks(text, self.bounds, all_marks)
        self.people = people
        self.headings = headings or []
        # Without better knowledge only a second paragraph is taken for one: a standfirst.
        self.display = self.bounds[1:2] if display is None else display
        self.said: dict[int, Said] = {}
        self.drafts: list[Draft] = []
        self.home: dict[int, int] = {}
        self.by_paragraph: dict[int, list[int]] = {}
        outer = [m for m in self.marked if m.parent is None]
        self.doubles = _mainly_double(outer) or "''" in text
        self.curly = sum(text[m.start] == "“" for m in outer) > 0.5 * len(outer)

    def run(self) -> list[QuoteSpan]:
        """Return the quotations in order, enclosing before enclosed."""
        return [draft.finish() for draft in self.draft()]

    def draft(self) -> list[Draft]:
        """Return what `run` returns, open to change."""
        if not self.marked:
            return []
        self._place()
        if self.people is None:
            self.people = find_people(self.text)
        self._set_scenes()
        self.drafts = [
            Draft(m.start, m.end, "scare", confidence=0.5, rule="marks") for m in self.marked
        ]
        if _reads_english(self.text):
            self._read_outer()
            self._read_nested()
            self._link()
        else:
            self._read_foreign()
        return self.drafts

    def _set_scenes(self) -> None:
        """Make ready to read paragraphs and to resolve mentions."""
        quotes = {
            number: [(i, self.marked[i].start, self.marked[i].end) for i in inside]
            for number, inside in self.by_paragraph.items()
        }
        self.reference = Reference(self.text, self.people)
        self.scenes = Scenes(self.text, self.bounds, quotes, self.reference)
        self.attribution = Attribution(self.reference, self.scenes)

    def _place(self) -> None:
        """Find the paragraph of every outermost quotation."""
        number = 0
        for index, marked in enumerate(self.marked):
            if marked.parent is None:
                while self.bounds[number][1] <= marked.start:
                    number += 1
                self.by_paragraph.setdefault(number, []).append(index)
                self.home[index] = number

    def _read_outer(self) -> None:
        last = earlier = None
        for number, inside in self.by_paragraph.items():
            if len(inside) > MOST_IN_PARAGRAPH or inside[0] > MOST_ATTRIBUTED:
                continue
            scene = self.scenes.scene(number)
            above = partial(self.scenes.scene, number - 1) if number else None
            for index in inside:
                at = scene.tokens.quote_at.get(index)
                if at is None or self._in_heading(self.marked[index]):
                    continue
                said = self.choose(index, scene, at, above, last)
                stated = self.is_statement(
                    index, *self._signs(index, scene, at, said, earlier), said
                )
                earlier = (scene, at, stated)
                last = said or last
                if stated and said:
                    self.said[index] = said

    def choose(self, index: int, scene: Scene, at: int, above: Scene | None, last: Said | None):
        """Return the likeliest speaker of a quotation as Said, or None."""
        return decide(scene, at, self.model["speaker"], above, last)

    def is_statement(self, index: int, look: Look, signs: list[Group], said: Said | None) -> bool:
        """Decide whether a quotation is a statement, and if so fill its draft."""
        marked, draft = self.marked[index], self.drafts[index]
        sums = self.model["statement"]
        score = round(sum(map(sums.__getitem__, signs)), 6)
        if marked.single and self.doubles and not self._in_display(marked):
            score -= _SINGLE_AMONG_DOUBLE
        scene = self.scenes.scene(self.home[index])
        at = scene.tokens.quote_at[index]
        label = label_inside(self.text, marked.start)
        certain = label or is_spoken(scene, at, said)
        doubted = is_denied(scene, at) or is_title(look, scene, at)
        if not certain and (score < self._threshold(index) or doubted):
            draft.confidence = _share(self.model["calibration"]["scare"], -score)
            return False
        whole = is_whole(look, scene, at, self._continues_clause(index))
        draft.kind = "direct" if whole else "partial"
        sure = 1 / (1 + exp(-score))
        if label:
            self.attribution.label(draft, label)
            draft.confidence = _share(self.model["calibration"]["speaker"], sure)
        elif said is None:
            draft.confidence, draft.rule = round(0.4 * sure, 2), "nobody"
        else:
            self.attribution.attribute(draft, said)
            value = said.probability * sure
            draft.confidence = _share(self.model["calibration"]["speaker"], value)
        return True

    def _threshold(self, index: int) -> float:
        """Return the score that a statement must reach: the shorter, the likelier a term."""
        thresholds, marked = self.model["thresholds"], self.marked[index]
        if self._closing(index).startswith("stray"):
            return thresholds["stray"]
        words = self.text.count(" ", marked.start, marked.end) + 1
        return next(v for size, v in thresholds["words"] if words <= size)

    def _signs(self, index, scene, at, said, earlier) -> tuple[Look, list[Group]]:
        """Return the look of a quotation and its signs."""
        marked = self.marked[index]
        before = ""
        if earlier and earlier[0] is scene:
            _, place, stated = earlier
            if scene.tokens.sentence[place] == scene.tokens.sentence[at]:
                before = f"{'S' if stated else 'N'}{min(3, at - place - 1)}"
        start, end, closing = marked.start, marked.end, self._closing(index)
        look = look_at(self.text, start, end, scene, at)
        return look, statement_signs(self.text, start, end, look, scene, at, said, closing, before)

    def _closing(self, index: int) -> str:
        """Return how the quotation ends: closed, or open, and what follows then."""
        marked = self.marked[index]
        if marked.closed:
            return "closed"
        if label_inside(self.text, marked.start):
            return "label"
        mark = self.text[marked.start]
        following = self._next_outer(index)
        runs_on = (
            following is not None
            and not self.text[marked.end : self.marked[following].start].strip()
            and self.text[self.marked[following].start] == mark
        )
        stray = "stray" if mark == '"' and self.curly else "open"
        return stray + ("on" if runs_on else "off")

    def _next_outer(self, index: int) -> int | None:
        following = range(index + 1, min(index + 40, len(self.marked)))
        return next((k for k in following if self.marked[k].parent is None), None)

    def _in_heading(self, marked: Marked) -> bool:
        return any(low <= marked.start and marked.end <= high for low, high in self.headings)

    def _in_display(self, marked: Marked) -> bool:
        return any(low <= marked.start and marked.end <= high for low, high in self.display)

    def _continues_clause(self, index: int) -> bool:
        """True where the quotation before stands in the same sentence and is whole."""
        inside = self.by_paragraph[self.home[index]]
        place = inside.index(index)
        if place == 0 or self.drafts[inside[place - 1]].kind != "direct":
            return False
        tokens = self.scenes.scene(self.home[index]).tokens
        one, two = tokens.quote_at[inside[place - 1]], tokens.quote_at[index]
        return tokens.sentence[one] == tokens.sentence[two]

    def _read_nested(self) -> None:
        for index, marked in enumerate(self.marked):
            if marked.parent is None:
                continue
            draft, outer = self.drafts[index], self.drafts[marked.parent]
            draft.kind, draft.nested_in = "nested", marked.parent
            if outer.kind == "scare" or index > MOST_ATTRIBUTED:
                continue
            low, high = outer.start + 1, max(outer.start + 1, min(outer.end, marked.end + 400))
            place = [(index, marked.start, marked.end)]
            scene = read_scene(
                self.text, max(low, marked.start - 2000), high, place, self.reference
            )
            self._attribute_nested(draft, outer, scene, scene.tokens.quote_at.get(index))

    def _attribute_nested(self, draft: Draft, outer: Draft, scene: Scene, at: int | None) -> None:
        said = decide(scene, at, self.model["speaker"]) if at is not None else None
        if said is None or said.cue is None:
            return
        tokens = scene.tokens
        lead = tokens.codes[said.cue + 1 : at]
        led = said.cue < at and tokens.low[at - 1] in ",:" and "V" not in lead
        if abs(said.cue - at) > (_NESTED_LEAD if led else _NESTED_REACH):
            return
        verb = tokens.low[said.cue]
        if said.relation not in _NESTED_RELATIONS or verb not in _NESTED_CUES:
            return
        self.attribution.attribute(draft, said, but=outer.speaker)
        if said.who.kind == "I":
            draft.speaker, draft.relayed_by = outer.speaker, None
        else:
            draft.relayed_by = outer.speaker or outer.speaker_mention
        draft.confidence = _share(self.model["calibration"]["speaker"], said.probability * 0.9)

    def _link(self) -> None:
        """Link the pieces of one utterance: split by its attribution, or run on over paragraphs."""
        before = None
        for index, marked in enumerate(self.marked):
            if marked.parent is None:
                if before is not None and self._goes_on(before, index):
                    self.drafts[index].continues = before
                before = index

    def _goes_on(self, first: int, second: int) -> bool:
        a, b = self.drafts[first], self.drafts[second]
        if "scare" in (a.kind, b.kind):
            return False
        if not self.marked[first].closed and self.home[second] == self.home[first] + 1:
            return self.text[self.marked[second].start] == self.text[
                self.marked[first].start
            ] and not (label_inside(self.text, self.marked[second].start))
        one, two = self.said.get(first), self.said.get(second)
        if one is None or two is None or one.who is not two.who or a.kind != "direct":
            return False
        tokens = one.scene.tokens
        i, j = tokens.quote_at.get(first), tokens.quote_at.get(second)
        return (
            i is not None
            and j is not None
            and b.kind == "direct"
            and i < one.who.first < j
            and tokens.sentence[j] - tokens.sentence[i] <= 1
        )

    def _read_foreign(self) -> None:
        """Class quotations of another language by their marks and length alone."""
        for draft, marked in zip(self.drafts, self.marked, strict=True):
            if marked.parent is not None:
                draft.kind, draft.nested_in = "nested", marked.parent
            elif not self._in_heading(marked):
                inside = self.text[draft.start : draft.end].strip("\"“”„«»「」『』‘’‚'‹› \xa0")
                draft.kind = _foreign_kind(inside, self.text[draft.end : draft.end + 1])


def _foreign_kind(inside: str, after: str) -> str:
    """Return direct, partial or scare for the words between marks, by their end and length.

    `after`: the character behind the closing mark, "" at the end of the text.
    """
    ended = inside.endswith((".", "!", "?", "…", "。", "！", "？"))
    if ended or (after in "," and len(inside) > _SHORT_STATEMENT) or len(inside) > _LONG_FRAGMENT:
        return "direct"
    words = inside.split()
    named = all(word[0].isupper() for word in words)
    return "partial" if len(words) >= _FEWEST_PARTIAL and not named else "scare"


def _mainly_double(outer: list[Marked]) -> bool:
    """True where the text's main marks are double: single ones hold no more than a few terms."""
    double = sum(m.end - m.start for m in outer if not m.single)
    single = sum(m.end - m.start for m in outer if m.single)
    return double > 0 and single <= _SINGLE_SHARE * double


def _share(table: list[list[float]], value: float) -> float:
    """Return the share right among the training articles' decisions as sure as `value`."""
    for bound, share in table:
        if value < bound:
            return share
    return table[-1][1]


def _reads_english(text: str) -> bool:
    """True where the text's function words are English; a short text is taken for English."""
    opening = text[:2000].lower()
    quick = opening.split()
    if sum(map(ENGLISH_WORDS.__contains__, quick)) > 2 * _ENGLISH_SHARE * len(quick) > 0:
        return True  # as nearly always; where marks cling to words, they are parted from them
    words = _LATIN_WORD.findall(opening)
    if len(words) < 6:
        return all(ord(c) < 0x2E80 for c in text[:200])
    known = sum(map(ENGLISH_WORDS.__contains__, words))
    return known >= _ENGLISH_SHARE * len(words)


def draft_quotes(
    text: str,
    people: list[PersonSpan],
    headings: list[tuple[int, int]],
    display: list[tuple[int, int]],
) -> list[Draft]:
    """Return what `find_quotes` returns with all marks, open to change."""
    return Reader(text, people, headings, display, all_marks=True).draft()


def find_quotes(
    text: str,
    people: list[PersonSpan] | None = None,
    headings: list[tuple[int, int]] | None = None,
    display: list[tuple[int, int]] | None = None,
    all_marks: bool = False,
) -> list[QuoteSpan]:
    """Return every quotation of the text with its speaker, in order, enclosing before enclosed.

    `people`: the mentions that `find_people` gives for the same text, found here where None.
    `headings`: (start, end) of section headings, whose marks are never statements. `display`:
    (start, end) of headline and standfirst, where single marks stand for double ones; where None
    the second paragraph is taken for a standfirst. `all_marks`: read makeshift marks too (see
    `pair_marks`). Spans are half-open code points of the text and include the marks. What lies
    beyond LONGEST_TEXT characters is not read. Never raises, whatever the string.
    """
    return Reader(text, people, headings, display, all_marks).run()
