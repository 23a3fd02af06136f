"""Which quotes of a new reading are the ones that the archive has: same rows, with what a person
decided on them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from articles.models import Quote

DECIDED = (
    "kind",
    "speaker_id",
    "speaker_mention",
    "speaker_kind",
    "relayed_by_id",
    "relayed_by_words",
    "addressee",
    "reviewed_by_id",
    "reviewed_at",
)
ALIKE = 0.5  # of the words of both: a corrected sentence stays above, another sentence below
NEIGHBOURS = 12  # quotes before and after in order that a changed one is held against
MOST_PLACES = 200  # places of the same words that are looked at

Pair = tuple[Quote, Quote]


@dataclass
class Carried:
    """What became of an article's quotes: `quotes` are all that it has now, those that stay under
    their old id; `gone` are the rows whose words are no longer quoted; `lost` the words among
    them that a person had reviewed."""

    quotes: list[Quote]
    gone: list[Quote] = field(default_factory=list)

    @property
    def lost(self) -> list[str]:
        return [old.text for old in self.gone if old.reviewed_at or old.family_by_hand]


def carry_over(old: Iterable[Quote], fresh: list[Quote], texts: Mapping[str, str]) -> Carried:
    """Gives the quotes of `fresh`, not yet saved, the ids of those of `old` that they are.

    `texts` are the article's fields as they read now. The same quotes are, in this order: those of
    the same words; a reviewed one whose words still stand in the text, which keeps its ends however
    the new reading sets them; those that overlap where the text has not moved; those whose words
    are mostly the same. Who said it and of what kind it is stays where it was reviewed, a family
    that was given by hand stays in any case.
    """
    rest = sorted(old, key=_in_order)
    quotes = sorted(fresh, key=_in_order)
    pairs = list(_of_same_words(rest, quotes))
    pairs += _stood_by(_without(rest, pairs), quotes, texts, {id(new) for _, new in pairs})
    for find in (_in_the_same_place, _of_like_words):
        pairs += find(_without(rest, pairs), _fresh_of(quotes, pairs), texts)
    for before, now in pairs:
        _keep(before, now)
    return Carried(quotes, _without(rest, pairs))


def _in_order(quote: Quote) -> tuple[str, int, int]:
    return quote.field, quote.start, -quote.end


def _without(old: list[Quote], pairs: list[Pair]) -> list[Quote]:
    taken = {before.pk for before, _ in pairs}
    return [quote for quote in old if quote.pk not in taken]


def _fresh_of(quotes: list[Quote], pairs: list[Pair]) -> list[Quote]:
    taken = {id(now) for _, now in pairs}
    return [quote for quote in quotes if id(quote) not in taken]


def _of_same_words(old: list[Quote], fresh: list[Quote]) -> Iterator[Pair]:
    """Quotes of the same words: in the same field by order where there are as many as before, else
    the nearest; then in another field."""
    for key in (lambda q: (q.field, q.text), lambda q: q.text):
        by_words: dict = defaultdict(list)
        for quote in fresh:
            by_words[key(quote)].append(quote)
        before: dict = defaultdict(list)
        for quote in old:
            before[key(quote)].append(quote)
        found = [pair for k, rows in before.items() for pair in _nearest(rows, by_words[k])]
        yield from found
        old, fresh = _without(old, found), _fresh_of(fresh, found)


def _nearest(old: list[Quote], fresh: list[Quote]) -> list[Pair]:
    if len(old) == len(fresh):
        return list(zip(old, fresh, strict=True))
    pairs, free = [], list(fresh)
    for quote in old:
        if free:
            nearest = min(free, key=lambda new: abs(new.start - quote.start))
            free.remove(nearest)
            pairs.append((quote, nearest))
    return pairs


def _stood_by(
    old: list[Quote], quotes: list[Quote], texts: Mapping[str, str], taken: set[int]
) -> list[Pair]:
    """Reviewed quotes whose words still stand in the text, though the new reading quotes others:
    what a person confirmed stays, and what the reading found across it leaves `quotes`."""
    pairs = []
    for quote in old:
        place = _place_of(quote, texts, quotes) if _is_confirmed(quote) else None
        if place is None:
            continue
        across = [q for q in quotes if _is_across(q, quote, place) and id(q) not in taken]
        now = across[0] if across else Quote(**_columns(quote))
        _move(now, quote, place)
        for other in across[1:]:
            _leave_out(other, now, quotes)
        if not across:
            quotes.append(now)
        taken.add(id(now))
        pairs.append((quote, now))
    return pairs


def _is_confirmed(quote: Quote) -> bool:
    """True where a person said that these words are a statement. Words that are none speak of
    themselves alone: of a longer quote around them they say nothing."""
    return bool(quote.reviewed_at) and quote.kind != Quote.Kind.SCARE


def _place_of(quote: Quote, texts: Mapping[str, str], quotes: list[Quote]) -> int | None:
    """Where the words of the quote stand now, the place nearest to the old one that is free."""
    text = texts[quote.field]
    used = {q.start for q in quotes if q.field == quote.field and q.text == quote.text}
    found = (m.start() for m in re.finditer(re.escape(quote.text), text))
    free = [start for start in islice(found, MOST_PLACES) if start not in used]
    return min(free, key=lambda start: abs(start - quote.start), default=None)


def _is_across(new: Quote, decided: Quote, start: int) -> bool:
    """True where the reading's quote takes up characters of the decided one, and neither stands
    inside the other as a quote within a quote."""
    end = start + len(decided.text)
    if new.field != decided.field or new.end <= start or new.start >= end:
        return False
    inner = new.kind == Quote.Kind.NESTED and start <= new.start and new.end <= end
    outer = decided.kind == Quote.Kind.NESTED and new.start <= start and end <= new.end
    return not (inner or outer) or (new.start, new.end) == (start, end)


def _columns(quote: Quote) -> dict:
    skipped = ("id", "nested_in", "continues")
    fields = [f for f in Quote._meta.concrete_fields if f.name not in skipped]
    return {f.attname: getattr(quote, f.attname) for f in fields}


def _move(now: Quote, decided: Quote, start: int) -> None:
    """Puts the decided words in place; the marks of cue and speaker go along with them."""
    if now.reviewed_at:  # a copy of the decided quote: nothing new was read there
        for name in ("cue_start", "cue_end", "speaker_start", "speaker_end"):
            place = getattr(decided, name)
            moved = None if place is None else place + start - decided.start
            setattr(now, name, moved if moved is None or moved >= 0 else None)
    now.start, now.end, now.text = start, start + len(decided.text), decided.text


def _leave_out(other: Quote, now: Quote, quotes: list[Quote]) -> None:
    quotes[:] = [quote for quote in quotes if quote is not other]
    for quote in quotes:
        if quote.nested_in is other:
            quote.nested_in = now if quote is not now else None
        if quote.continues is other:
            quote.continues = now if quote is not now else None


def _in_the_same_place(
    old: list[Quote], fresh: list[Quote], texts: Mapping[str, str]
) -> list[Pair]:
    """Quotes that overlap where the old words still stand where they stood: the text there is the
    same, and only its reading is another."""
    pairs, taken = [], set()
    for quote in old:
        rejected = quote.reviewed_at and not _is_confirmed(quote)
        if rejected or texts[quote.field][quote.start : quote.end] != quote.text:
            continue
        there = [q for q in fresh if id(q) not in taken and _overlap(q, quote) > 0]
        if there:
            now = max(there, key=lambda new: _overlap(new, quote))
            taken.add(id(now))
            pairs.append((quote, now))
    return pairs


def _overlap(one: Quote, other: Quote) -> int:
    """Characters that both take up; 0 or less where they have none in common."""
    same = one.field == other.field
    return min(one.end, other.end) - max(one.start, other.start) if same else 0


def _of_like_words(old: list[Quote], fresh: list[Quote], texts: Mapping[str, str]) -> list[Pair]:
    """Quotes of mostly the same words, the likest first, among neighbours in the order of the text
    (what was quoted before and is still quoted stands between them as it did)."""
    words = {id(q): Counter(re.findall(r"\w+", q.text.casefold())) for q in (*old, *fresh)}
    found = []
    for name in texts:
        before = [q for q in old if q.field == name]
        now = [q for q in fresh if q.field == name]
        for number, quote in enumerate(before):
            middle = number * len(now) // len(before)
            for other in now[max(0, middle - NEIGHBOURS) : middle + NEIGHBOURS + 1]:
                likeness = _likeness(words[id(quote)], words[id(other)])
                if likeness >= ALIKE:
                    found.append((-likeness, abs(quote.start - other.start), quote, other))
    pairs, taken = [], set()
    for _, _, quote, other in sorted(found, key=lambda each: each[:2]):
        if not taken & {id(quote), id(other)}:
            taken |= {id(quote), id(other)}
            pairs.append((quote, other))
    return pairs


def _likeness(one: Counter, other: Counter) -> float:
    """Words that both have, as a share of the words of both (Dice's coefficient)."""
    count = one.total() + other.total()
    return 2 * (one & other).total() / count if count else 0.0


def _keep(old: Quote, new: Quote) -> None:
    """Makes the new quote the row of the old one, with what was decided on it.

    The family that linking gave stays with the same words of the same speaker; for others linking
    decides anew.
    """
    new.pk = old.pk
    new._state.adding, new._state.db = False, old._state.db
    if old.reviewed_at:
        if new.speaker_mention != old.speaker_mention:
            new.speaker_start = new.speaker_end = None
        for name in DECIDED:
            setattr(new, name, getattr(old, name))
    same = new.text == old.text and new.speaker_id == old.speaker_id
    new.family_by_hand = old.family_by_hand
    if old.family_by_hand or same:
        new.family_id = old.family_id
