"""Every quotation of a text with its speaker: marks paired, attributed, classed, linked."""

import json
from dataclasses import dataclass
from math import exp
from pathlib import Path

from articles.extraction.candidates import Candidate
from articles.extraction.cues import CODES, PLURAL
from articles.extraction.kinds import is_whole, statement_signs
from articles.extraction.marks import Marked, pair_marks, paragraphs
from articles.extraction.people import find_people
from articles.extraction.reading import PersonSpan, QuoteSpan
from articles.extraction.references import Reference, speaker_kind
from articles.extraction.speakers import Said, Scene, decide, read_scene

_MODEL = json.loads((Path(__file__).parent / "data" / "quote_weights.json").read_text())
_SPEAKER, _STATEMENT = _MODEL["speaker"], _MODEL["statement"]
_THRESHOLD = _MODEL["threshold"]
_CALIBRATION = _MODEL["calibration"]
# A paragraph with more quotations is a list or no prose: its marks are kept, nobody is said to speak.
MOST_IN_PARAGRAPH = 60
_ADDRESSING = frozenset("told tell tells telling asked ask asks asking informed reminded assured".split())


@dataclass(slots=True)
class _Draft:
    """A QuoteSpan on the way: the same fields, open to change."""

    start: int
    end: int
    kind: str
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    speaker_mention: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    speaker: str | None = None
    speaker_kind: str = "none"
    relayed_by: str | None = None
    addressee: str | None = None
    nested_in: int | None = None
    continues: int | None = None
    confidence: float = 0.0
    rule: str = ""

    def finish(self) -> QuoteSpan:
        return QuoteSpan(*(getattr(self, name) for name in self.__slots__))


class _Reader:
    """The quotations of one text on the way to being read."""

    def __init__(self, text, people, headings):
        self.text = text
        self.bounds = paragraphs(text)
        self.marked = pair_marks(text, self.bounds)
        self.people = people
        self.headings = headings or []
        self.scenes: dict[int, Scene] = {}
        self.english = _reads_english(text)
        self.said: dict[int, Said | None] = {}
        self.out: list[_Draft | None] = [None] * len(self.marked)
        self.home: dict[int, int] = {}
        self.by_paragraph: dict[int, list[int]] = {}
        self.doubles = any(not m.single and m.parent is None for m in self.marked)

    def run(self) -> list[QuoteSpan]:
        if not self.marked:
            return []
        self._place()
        if self.people is None:
            self.people = find_people(self.text)
        self.reference = Reference(self.text, self.people)
        last = None
        for number in sorted(self.by_paragraph):
            for index in self.by_paragraph[number]:
                last = self._outer(index, number, last)
        for index, marked in enumerate(self.marked):
            if marked.parent is not None:
                self.out[index] = self._nested(index, marked)
        self._link()
        return [draft.finish() for draft in self.out]

    def _place(self) -> None:
        number = 0
        for index, marked in enumerate(self.marked):
            if marked.parent is not None:
                continue
            while self.bounds[number][1] <= marked.start:
                number += 1
            self.by_paragraph.setdefault(number, []).append(index)
            self.home[index] = number

    def scene(self, number: int) -> Scene:
        if number not in self.scenes:
            low, high = self.bounds[number]
            quotes = [
                (i, self.marked[i].start, self.marked[i].end)
                for i in self.by_paragraph.get(number, [])
            ]
            self.scenes[number] = read_scene(self.text, low, high, quotes)
        return self.scenes[number]

    def _outer(self, index: int, number: int, last: Said | None) -> Said | None:
        marked = self.marked[index]
        plain = _Draft(marked.start, marked.end, "scare", confidence=0.5, rule="marks")
        if len(self.by_paragraph[number]) > MOST_IN_PARAGRAPH or self._in_heading(marked):
            self.out[index] = plain
            return last
        scene = self.scene(number)
        at = scene.tokens.quote_at.get(index)
        if at is None:
            self.out[index] = plain
            return last
        if not self.english:
            plain.kind = "direct" if _long(self.text, marked) else "scare"
            self.out[index] = plain
            return last
        said = decide(scene, at, _SPEAKER, self.scene(number - 1) if number else None, last)
        found = statement_signs(self.text, marked.start, marked.end, scene, at, said)
        score = sum(_STATEMENT.get(sign, 0.0) for sign in found)
        if marked.single and self.doubles:
            score -= 2.0
        if score < _THRESHOLD:
            plain.confidence = _calibrated("scare", -score)
            self.out[index] = plain
            return said if said else last
        self.said[index] = said
        self.out[index] = self._statement(index, marked, scene, at, said, score)
        return said if said else last

    def _in_heading(self, marked: Marked) -> bool:
        return any(low <= marked.start and marked.end <= high for low, high in self.headings)

    def _statement(self, index, marked, scene, at, said, score) -> _Draft:
        before = self.out[index - 1] if index and self.marked[index - 1].parent is None else None
        goes_on = bool(
            before
            and before.kind == "direct"
            and self.home.get(index - 1) == self.home[index]
            and scene.tokens.sentence[scene.tokens.quote_at[index - 1]] == scene.tokens.sentence[at]
        )
        whole = is_whole(self.text, marked.start, marked.end, scene, at, goes_on)
        quote = _Draft(marked.start, marked.end, "direct" if whole else "partial")
        sure = 1 / (1 + exp(-score))
        if said is None:
            quote.confidence, quote.rule = round(0.4 * sure, 2), "nobody"
            return quote
        self._attribute(quote, said)
        quote.confidence = _calibrated("speaker", said.probability * sure)
        return quote

    def _attribute(self, quote: _Draft, said: Said) -> None:
        scene, who, tokens = said.scene, said.who, said.scene.tokens
        quote.rule = said.relation if said.relation != "none" else "near"
        if said.cue is not None and tokens.codes[said.cue] != "P":
            quote.cue_start, quote.cue_end = tokens.start[said.cue], tokens.end[said.cue]
            if tokens.low[said.cue] == "according":
                quote.cue_end = tokens.end[said.cue + 1]
            quote.cue = self.text[quote.cue_start : quote.cue_end]
            quote.addressee = self._addressee(scene, said.cue, who)
        quote.speaker_start, quote.speaker_end = tokens.start[who.first], self._end(tokens, who)
        quote.speaker_mention = self.text[quote.speaker_start : quote.speaker_end]
        self._resolve(quote, said)
        self._relay(quote, said)
        if quote.speaker:
            self.reference.spoke.append((quote.start, quote.speaker))

    def _end(self, tokens, who: Candidate) -> int:
        end = tokens.end[who.last - 1]
        if tokens.possessive[who.last - 1]:
            end -= 2
        return end

    def _resolve(self, quote: _Draft, said: Said) -> None:
        who = said.who
        start, end, words = quote.speaker_start, quote.speaker_end, quote.speaker_mention
        if who.kind == "name":
            person = self.reference.named(start, end)
            if person:
                quote.speaker, quote.speaker_kind = person.name, "named"
                return
        if who.kind in ("he", "they", "I", "it", "who"):
            quote.speaker_kind = "pronoun"
            if who.kind == "he":
                quote.speaker = self.reference.pronoun(words.lower(), start, self._before(start))
            elif who.kind == "who":
                person = next(
                    (p for p in reversed(self.reference.within(max(0, start - 80), start))), None
                )
                quote.speaker = person.name if person else None
            return
        quote.speaker_kind = speaker_kind(words, who.kind)
        if quote.speaker_kind == "description":
            quote.speaker = self.reference.by_description(words)

    def _before(self, place: int):
        low = next((n for n, b in enumerate(self.bounds) if b[1] > place), len(self.bounds) - 1)
        for number in range(low, max(-1, low - 4), -1):
            yield self.scene(number)

    def _relay(self, quote: _Draft, said: Said) -> None:
        """Find who passes the words on: "Lee added that the Chinese leader remarked, …"."""
        scene, tokens = said.scene, said.scene.tokens
        for c in scene.candidates:
            if c is said.who or c.sentence != said.who.sentence:
                continue
            if c.last > said.who.first:
                break
            verbs = [v for v, r in c.links if r in ("subject", "apposition") and v < said.who.first]
            if not verbs:
                continue
            between = tokens.low[verbs[-1] + 1 : said.who.first]
            if between in ([], ["that"]):
                person = self._person(scene, c)
                quote.relayed_by = person or self.text[
                    tokens.start[c.first] : tokens.end[c.last - 1]
                ]
                self._quoting(quote, said, c)

    def _quoting(self, quote: _Draft, said: Said, relay: Candidate) -> None:
        """Give "Quoting President Xi, Lee added that the Chinese leader …" to the person quoted."""
        tokens = said.scene.tokens
        if quote.speaker is not None or said.who.kind == "name":
            return
        for c in said.scene.candidates:
            if c.sentence != relay.sentence or c.first >= relay.first:
                continue
            if c.first and tokens.low[c.first - 1] in ("quoting", "citing", "paraphrasing"):
                quote.speaker = self._person(said.scene, c)

    def _person(self, scene: Scene, c: Candidate) -> str | None:
        tokens = scene.tokens
        start, end = tokens.start[c.first], self._end(tokens, c)
        if c.kind == "he":
            return self.reference.pronoun(self.text[start:end].lower(), start, self._before(start))
        person = self.reference.named(start, end)
        return person.name if person else None

    def _addressee(self, scene: Scene, cue: int, who: Candidate) -> str | None:
        tokens = scene.tokens
        if tokens.low[cue] not in _ADDRESSING:
            return None
        for c in scene.candidates:
            if c.first == cue + 1 and c is not who:
                return self.text[tokens.start[c.first] : tokens.end[c.tail - 1]]
        if cue + 1 < len(tokens.low) and tokens.low[cue + 1] in PLURAL | {"me", "us", "them", "him"}:
            return self.text[tokens.start[cue + 1] : tokens.end[cue + 1]]
        return None

    def _nested(self, index: int, marked: Marked) -> _Draft:
        quote = _Draft(marked.start, marked.end, "nested", nested_in=marked.parent)
        quote.confidence, quote.rule = 0.5, "marks"
        outer = self.marked[marked.parent]
        parent = self.out[marked.parent]
        if parent is None or parent.kind == "scare" or not self.english:
            return quote
        scene = read_scene(
            self.text,
            outer.start + 1,
            max(outer.start + 1, min(outer.end, marked.end + 400)),
            [(index, marked.start, marked.end)],
        )
        at = scene.tokens.quote_at.get(index)
        said = decide(scene, at, _SPEAKER) if at is not None else None
        if said is None or said.cue is None or abs(said.cue - at) > 4:
            return quote
        if said.relation not in ("subject", "inverted", "accord", "label", "participle"):
            return quote
        self._attribute(quote, said)
        if said.who.kind == "I":
            quote.speaker, quote.relayed_by = parent.speaker, None
        else:
            quote.relayed_by = parent.speaker or parent.speaker_mention
        quote.confidence = _calibrated("speaker", said.probability * 0.9)
        return quote

    def _link(self) -> None:
        """Link the pieces of one utterance: split by its attribution, or run on over paragraphs."""
        before = None
        for index, marked in enumerate(self.marked):
            if marked.parent is not None:
                continue
            quote = self.out[index]
            if before is not None and self._goes_on(before, index):
                quote.continues = before
            before = index

    def _goes_on(self, first: int, second: int) -> bool:
        a, b = self.out[first], self.out[second]
        if a.kind == "scare" or b.kind == "scare":
            return False
        near = self.home[second] - self.home[first]
        if not self.marked[first].closed and near == 1:
            b.kind = a.kind = "direct"
            return True
        one, two = self.said.get(first), self.said.get(second)
        if near or one is None or two is None or a.kind != "direct" or b.kind != "direct":
            return False
        tokens = self.scene(self.home[second]).tokens
        i, j = tokens.quote_at[first], tokens.quote_at[second]
        return (
            one.who is two.who
            and tokens.start[one.who.first] > a.end
            and tokens.end[one.who.last - 1] <= b.start
            and tokens.sentence[j] - tokens.sentence[i] <= 1
        )


def _long(text: str, marked: Marked) -> bool:
    return marked.end - marked.start > 40 or text[marked.end - 2 : marked.end - 1] in ".?!。！？"


def _calibrated(name: str, value: float) -> float:
    """Return the share right on the training articles of decisions as sure as `value`."""
    for bound, share in _CALIBRATION[name]:
        if value < bound:
            return share
    return _CALIBRATION[name][-1][1]


def _reads_english(text: str) -> bool:
    words = text[:3000].lower().split()
    known = sum(CODES.get(w, "L") in "DEFAO" for w in words)
    return len(words) < 8 or known >= 0.18 * len(words)


def find_quotes(
    text: str,
    people: list[PersonSpan] | None = None,
    headings: list[tuple[int, int]] | None = None,
) -> list[QuoteSpan]:
    """Return every quotation of the text with its speaker, in order, enclosing before enclosed.

    `people`: the mentions that `find_people` gives for the same text, found here where None.
    `headings`: (start, end) of section headings, whose marks are never statements. Spans are half-open
    code points of the text. Never raises for any string.
    """
    return _Reader(text, people, headings).run()
