"""From a chosen candidate to a speaker: name, cue, who passes the words on, who is spoken to."""

import re
from dataclasses import dataclass, replace
from operator import attrgetter

from articles.extraction.candidates import Candidate
from articles.extraction.cues import OTHER_PRONOUNS, SPEECH_VERBS
from articles.extraction.reading import QuoteSpan
from articles.extraction.references import Reference, speaker_kind
from articles.extraction.scenes import Scene, Scenes
from articles.extraction.speakers import Said

# Verbs whose object is the person spoken to.
_ADDRESSING = frozenset(
    [
        "told",
        "tell",
        "tells",
        "telling",
        "asked",
        "ask",
        "asks",
        "asking",
        "informed",
        "reminded",
        "assured",
    ]
)
_QUOTING = frozenset(["quoting", "citing", "paraphrasing", "echoing"])
# Words of the longest addressee that is kept.
_LONGEST_ADDRESSEE = 12
# A speaker's label at the start of a quoted transcript: “WALLACE: Let us begin.”
_LABEL = re.compile(r"\s?([A-Z][A-Z.’' -]{2,30}): ")


@dataclass(slots=True)
class Draft:
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
        """Return the QuoteSpan."""
        return QuoteSpan(*_FIELDS(self))


_FIELDS = attrgetter(*Draft.__slots__)


def label_inside(text: str, start: int) -> re.Match | None:
    """Return the transcript label just inside the opening mark at `start`, its name as group 1."""
    return _LABEL.match(text, start + 1)


class Attribution:
    """Fills the speaker's fields of drafts of one text."""

    def __init__(self, reference: Reference, scenes: Scenes):
        self.text, self.reference, self.scenes = reference.text, reference, scenes

    def label(self, draft: Draft, found: re.Match) -> None:
        """Give the words to the label that stands inside the marks."""
        draft.speaker_start, draft.speaker_end = found.span(1)
        draft.speaker_mention, draft.rule = found.group(1), "label inside"
        draft.speaker = self.reference.by_family_name(found.group(1))
        draft.speaker_kind = "named" if draft.speaker else "description"

    def attribute(self, draft: Draft, said: Said, but: str | None = None) -> None:
        """Give the words to the candidate chosen; `but` is a person whom no pronoun there means."""
        said = self._antecedent(self._named_apposition(said))
        tokens, who = said.scene.tokens, said.who
        draft.rule = said.relation if said.relation != "none" else "near"
        if said.cue is not None and tokens.codes[said.cue] != "P":
            last = said.cue + (tokens.low[said.cue] == "according")
            draft.cue_start, draft.cue_end = tokens.start[said.cue], tokens.end[last]
            draft.cue = self.text[draft.cue_start : draft.cue_end]
            draft.addressee = self._addressee(said)
        draft.speaker_start, draft.speaker_end = self._place(said.scene, who)
        if who.kind in ("role", "noun") and not tokens.possessive[who.last - 1]:
            draft.speaker_end = tokens.end[who.tail - 1]
        draft.speaker_mention = self.text[draft.speaker_start : draft.speaker_end]
        self._resolve(draft, said, but)
        self._relay(draft, said)
        if draft.speaker:
            self.reference.spoke.append((draft.start, draft.speaker))

    def _named_apposition(self, said: Said) -> Said:
        """Pass "Her lawyer, Tom Okoro, told …" on to the person named between the commas."""
        tokens, who = said.scene.tokens, said.who
        comma = who.tail
        if said.relation != "apposition" or who.person == "p" or tokens.low[comma] != ",":
            return said
        for c in said.scene.candidates:
            closed = c.last < len(tokens.low) and tokens.low[c.last] == ","
            if c.first == comma + 1 and c.person == "p" and closed:
                return replace(said, who=c)
        return said

    def _antecedent(self, said: Said) -> Said:
        """Pass "a shipping agent, who said …" on to the agent: "who" alone tells a reader nothing.

        A named person keeps the pronoun as the mention: `speaker` says who it is.
        """
        tokens, who = said.scene.tokens, said.who
        if who.kind != "who":
            return said
        before = who.first - (tokens.low[who.first - 1] == ",")
        for c in said.scene.candidates:
            if before in (c.last, c.tail) and c.first < before and c.kind in ("role", "noun"):
                return replace(said, who=c)
        return said

    def _place(self, scene: Scene, who: Candidate) -> tuple[int, int]:
        """Return (start, end) of the candidate's words, a possessive ending left out."""
        tokens = scene.tokens
        end = tokens.end[who.last - 1] - 2 * tokens.possessive[who.last - 1]
        return tokens.start[who.first], end

    def _person(self, scene: Scene, who: Candidate, but: str | None = None) -> str | None:
        """Return the name of the person whom the candidate means, or None; `but`: not this one."""
        start, end = self._place(scene, who)
        words = self.text[start:end]
        if who.kind == "name" and not who.pair:
            person = self.reference.named(start, end)
            return person.name if person else self.reference.by_given_name(words)
        if who.kind == "he":
            return self.reference.pronoun(words.lower(), start, self.scenes.above(start), but)
        if who.kind == "who":
            before = self.reference.within(max(0, start - 60), start)
            beside = before and self.text[before[-1].end : start].strip() in ("", ",")
            return before[-1].name if beside else None
        return None

    def _resolve(self, draft: Draft, said: Said, but: str | None) -> None:
        draft.speaker = self._person(said.scene, said.who, but)
        if said.who.kind in ("he", "they", "I", "it", "who"):
            draft.speaker_kind = "pronoun"
        elif draft.speaker:
            draft.speaker_kind = "named"
        else:
            start, end = self._place(said.scene, said.who)
            draft.speaker_kind = speaker_kind(self.text[start:end], said.who.kind)
            if draft.speaker_kind == "description" or said.who.kind == "name":
                words = draft.speaker_mention
                draft.speaker = self.reference.by_description(words) or self.reference.by_trade(
                    words, start
                )
            if draft.speaker:
                draft.speaker_kind = "description"

    def _relay(self, draft: Draft, said: Said) -> None:
        """Find who passes the words on: "Lee added that the Chinese leader remarked, …"."""
        tokens, who = said.scene.tokens, said.who
        for c in said.scene.candidates:
            if c.last > who.first:
                return
            verbs = [
                v
                for v, relation in c.links
                if relation in ("subject", "apposition")
                and v < who.first
                and v != said.cue
                and SPEECH_VERBS.get(tokens.low[v], ("", "base"))[1] != "base"
            ]
            if c.sentence != who.sentence or not verbs:
                continue
            gap = tokens.low[verbs[-1] + 1 : verbs[-1] + 3]
            if who.first == verbs[-1] + 1 or (who.first == verbs[-1] + 2 and gap[0] == "that"):
                start, end = self._place(said.scene, c)
                draft.relayed_by = self._person(said.scene, c) or self.text[start:end]
                if draft.speaker is None and who.kind != "name":
                    draft.speaker = self._quoted_person(said.scene, c)

    def _quoted_person(self, scene: Scene, relay: Candidate) -> str | None:
        """Return the person of "Quoting President Xi, Lee added that the Chinese leader …"."""
        for c in scene.candidates:
            before = c.sentence == relay.sentence and 0 < c.first < relay.first
            if before and scene.tokens.low[c.first - 1] in _QUOTING:
                return self._person(scene, c)
        return None

    def _addressee(self, said: Said) -> str | None:
        """Return the words after "told": nouns up to the next verb, mark or conjunction."""
        tokens, first = said.scene.tokens, said.cue + 1
        if tokens.low[said.cue] not in _ADDRESSING or first in (said.who.first, len(tokens.low)):
            return None
        if tokens.low[first] in OTHER_PRONOUNS:
            return self.text[tokens.start[first] : tokens.end[first]]
        last = first
        while last < len(tokens.low) and last - first < _LONGEST_ADDRESSEE:
            joins = last > first and tokens.low[last] in ("of", "’", "'", "&", ".", "and")
            if tokens.codes[last] not in "DCRMLN" and not joins:
                break
            last += 1
        while last > first and tokens.codes[last - 1] in "PEF":
            last -= 1
        return self.text[tokens.start[first] : tokens.end[last - 1]] if last > first else None
