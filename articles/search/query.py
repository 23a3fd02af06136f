"""What a reader typed -> a tree, and how it was read in plain words. Pure Python, never an error.

Words are AND; `OR` binds weaker than AND; `NOT`, `-word`, brackets; `"exact phrase"`; `word*`;
`"a b"~5`; `field:value` and `field:(a OR b)`. Operators are capitals: "or" is a word. Whatever
cannot be used is left out and said so in `Parsed.warnings`; where the query had to be repaired,
`Parsed.repaired` is the form that means the same and needs no repair.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from articles.search import dates, language, lexer
from articles.search.words import words
from articles.sentences import Sentence, gettext_noop, listed

MAX_DEPTH = 20  # brackets within brackets; deeper ones are read as if they were not there

TEXT_FIELDS = language.fields_of("text")
NAME_FIELDS = language.fields_of("name")
DATE_FIELDS = language.fields_of("date")
FIELDS = frozenset((*TEXT_FIELDS, *NAME_FIELDS, *DATE_FIELDS))
# What a field's name may be, where several bear it.
MAY_BE = {
    "person": gettext_noop("“%(name)s” may be %(count)d people:"),
    "speaker": gettext_noop("“%(name)s” may be %(count)d people:"),
    "source": gettext_noop("“%(name)s” may be %(count)d outlets:"),
    "tag": gettext_noop("“%(name)s” may be %(count)d tags:"),
    "story": gettext_noop("“%(name)s” may be %(count)d stories:"),
}


@dataclass(frozen=True)
class Everything:
    """No condition at all."""


@dataclass(frozen=True)
class Text:
    """Folded words that stand in a text, in this order.

    One word that is not `exact` is meant in any form (stemmed); several are a phrase and exact,
    within `slop` further words where that is above 0. `prefix`: the last word is only begun.
    `field` is one of TEXT_FIELDS, or "" for headline, standfirst and body.
    """

    words: tuple[str, ...]
    field: str = ""
    exact: bool = False
    prefix: bool = False
    slop: int = 0
    written: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True)
class Named:
    """Something of the archive by its name; `field` is one of NAME_FIELDS.

    `prefix`: the last word of the name is only begun.
    """

    field: str
    value: str
    prefix: bool = False


@dataclass(frozen=True)
class Days:
    """Published within [first, end), proleptic ordinals of days; None is open."""

    field: str
    written: str
    first: int | None
    end: int | None


@dataclass(frozen=True)
class Not:
    """What must not be there."""

    part: "Node"


@dataclass(frozen=True)
class And:
    """What must all be there."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Or:
    """Of which one at least must be there."""

    parts: tuple["Node", ...]


Node = Everything | Text | Named | Days | Not | And | Or


@dataclass(frozen=True)
class Meant:
    """A name of a query that several bear: (slug, label) of the first ones, and how many there are.

    `wanted` is False where the name was asked away.
    """

    field: str
    value: str
    rows: tuple[tuple[str, str], ...]
    total: int
    wanted: bool = True

    @property
    def opening(self) -> Sentence:
        """How many bear the name, before they are listed."""
        return Sentence(MAY_BE[self.field], name=self.value, count=self.total)

    @property
    def sentence(self) -> Sentence:
        """That it is so, in words."""
        shown = ", ".join(label for _, label in self.rows) + ", …" * (self.total > len(self.rows))
        return Sentence("%(opening)s %(names)s.", opening=self.opening, names=shown)


@dataclass
class Parsed:
    """A query as it was read. `words` are what a page marks: no word that was asked away.

    `meant` are names that several bear, known once the query was asked; each stands among the
    `warnings` too.
    """

    text: str = ""
    tree: Node = Everything()
    read_as: str = ""
    warnings: list[str] = dataclasses.field(default_factory=list)
    repaired: str = ""
    words: tuple[Text, ...] = ()
    meant: tuple[Meant, ...] = ()


def parse(text: str, today: date | None = None) -> Parsed:
    """The query as it is read. `today` is the day that relative dates count from."""
    reader = _Reader(text, today or date.today())
    tree = reader.read()
    repaired = write(tree) if reader.repairs else ""
    return Parsed(
        text=text,
        tree=tree,
        read_as=describe(tree),
        warnings=reader.repairs + reader.warnings,
        repaired=repaired,
        words=tuple(dict.fromkeys(_wanted(tree))),
    )


class _Reader:
    """Recursive descent over the tokens of a query; its depth is bounded by MAX_DEPTH."""

    def __init__(self, text: str, today: date):
        self.today = today
        self.warnings: list[str] = []
        self.repairs: list[str] = []
        self.tokens = lexer.tokens(text, FIELDS, self.repairs, self.warnings)
        self.place = 0
        self.depth = 0
        self.field = ""

    def read(self) -> Node:
        parts = []
        while self.place < len(self.tokens):
            parts.append(self.either())
            if self.peek(")"):
                self.place += 1
                self.repair(gettext_noop("A closing bracket had no opening one and was left out."))
        return _joined(And, parts)

    def either(self) -> Node:
        """Alternatives: parts between OR."""
        parts = [self.all_of()]
        while self.peek("OR"):
            self.place += 1
            following = self.all_of()
            if isinstance(parts[-1], Everything) or isinstance(following, Everything):
                self.repair(
                    gettext_noop("OR needs something on both sides; one that had not was left out.")
                )
            parts.append(following)
        return _joined(Or, parts)

    def all_of(self) -> Node:
        """Parts that must all be there, with or without AND between them."""
        parts: list[Node] = []
        dangling = False
        while self.place < len(self.tokens) and not self.peek(")") and not self.peek("OR"):
            if self.peek("AND"):
                self.place += 1
                dangling = not parts or dangling
                if not parts or self.at_end():
                    self.repair(
                        gettext_noop(
                            "AND needs something on both sides; one that had not was left out."
                        )
                    )
                continue
            parts.append(self.negated())
        return _joined(And, parts)

    def negated(self) -> Node:
        """A part with any number of NOT before it."""
        asked_away = False
        while self.peek("NOT"):
            self.place += 1
            asked_away = not asked_away
        if asked_away and (self.at_end() or self.peek("AND")):
            self.repair(
                gettext_noop("NOT needs something after it; one that had not was left out.")
            )
            return Everything()
        part = self.one() if not self.at_end() else Everything()
        if asked_away and isinstance(part, Everything):
            return part
        return Not(part) if asked_away else part

    def one(self) -> Node:
        """A bracket or a single condition."""
        token = self.tokens[self.place]
        self.place += 1
        if token.kind == "(":
            return self.bracket(token.field)
        return self.condition(token)

    def bracket(self, field_name: str) -> Node:
        if self.depth >= MAX_DEPTH:
            self.repair(
                gettext_noop("Brackets deeper than twenty were read as if they were not there.")
            )
            return Everything()
        outer, self.field = self.field, field_name or self.field
        self.depth += 1
        part = self.either()
        self.depth -= 1
        self.field = outer
        if self.peek(")"):
            self.place += 1
        else:
            self.repair(gettext_noop("A bracket was not closed; it was read up to the end."))
        return part

    def condition(self, token: lexer.Token) -> Node:
        name = token.field or self.field
        if name in DATE_FIELDS:
            return self.days(name, token.text)
        if name in NAME_FIELDS:
            value = " ".join(token.text.split())
            if not words(value):
                return self.nothing(f"{name}:{value}")
            return Named(name, value, prefix=token.prefix)
        found = words(token.text)
        possessive = len(found) == 2 and found[1] == "s" and token.text[-2:-1] in "'’"
        if possessive and not token.quoted:
            found = found[:1]
        if not found:
            return self.nothing(token.text)
        return Text(
            tuple(found[: lexer.MAX_TERMS]),
            field=name,
            exact=len(found) > 1 or (token.quoted and not token.prefix),
            prefix=token.prefix,
            slop=token.slop if len(found) > 1 else 0,
            written=token.text,
        )

    def days(self, name: str, written: str) -> Node:
        found = dates.interval(written, self.today)
        if found is None:
            told = gettext_noop(
                "“%(written)s” is not a date and was left out. Write 2026, 2026-01, 2026-01-07, "
                "today or -7d."
            )
            self.warnings.append(Sentence(told, written=written[:40]))
            return Everything()
        first, end = found
        bounds = {"on": (first, end), "before": (None, first), "after": (first, None)}
        return Days(name, written.strip().lower(), *bounds[name])

    def nothing(self, written: str) -> Node:
        if written.strip():
            told = gettext_noop("“%(written)s” holds no word to search for and was left out.")
            self.warnings.append(Sentence(told, written=written[:40]))
        return Everything()

    def repair(self, template: str) -> None:
        if template not in self.repairs:
            self.repairs.append(Sentence(template))

    def peek(self, kind: str) -> bool:
        return self.place < len(self.tokens) and self.tokens[self.place].kind == kind

    def at_end(self) -> bool:
        return self.place >= len(self.tokens) or self.peek(")") or self.peek("OR")


def _joined(of: type[And] | type[Or], parts: list[Node]) -> Node:
    """The parts as one node, those without a condition left out."""
    kept: list[Node] = []
    for part in parts:
        if isinstance(part, of):
            kept.extend(part.parts)
        elif not isinstance(part, Everything):
            kept.append(part)
    if not kept:
        return Everything()
    return kept[0] if len(kept) == 1 else of(tuple(kept))


def _wanted(node: Node) -> Iterator[Text]:
    """The texts that a hit holds; what stands under NOT is not among them."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted(part)


def write(node: Node) -> str:
    """The tree as a query that parses to the same tree without any repair."""
    if isinstance(node, And):
        return " ".join(
            f"({write(part)})" if isinstance(part, Or) else write(part) for part in node.parts
        )
    if isinstance(node, Or):
        return " OR ".join(write(part) for part in node.parts)
    if isinstance(node, Not):
        inner = write(node.part)
        return f"-({inner})" if isinstance(node.part, And | Or | Not) else f"-{inner}"
    if isinstance(node, Days):
        return f"{node.field}:{node.written}"
    if isinstance(node, Named):
        value = lexer.without_marks(node.value)
        quoted = f'"{value}"' if len(value.split()) > 1 or not value.isalnum() else value
        return f"{node.field}:{quoted}" + "*" * node.prefix
    return _write_text(node) if isinstance(node, Text) else ""


def _write_text(node: Text) -> str:
    written = " ".join(lexer.without_marks(node.written).split()) or " ".join(node.words)
    if node.exact:
        written = f'"{written}"'
    elif written in lexer.OPERATORS or not lexer.is_plain(written, FIELDS):
        written = " ".join(node.words) if len(node.words) == 1 else f'"{" ".join(node.words)}"'
    written += "*" if node.prefix else ""
    written += f"~{node.slop}" if node.slop else ""
    return f"{node.field}:{written}" if node.field else written


def describe(node: Node) -> str:
    """How the tree was read, as a sentence for people."""
    if isinstance(node, Everything):
        return Sentence(gettext_noop("Searched for everything."))
    return Sentence(gettext_noop("Searched for %(what)s."), what=_phrase(node))


def tell(node: Node) -> str:
    """A part of a tree in words."""
    return Sentence(_EVERYTHING) if isinstance(node, Everything) else _in_and(node)


_EVERYTHING = gettext_noop("everything")
_BOTH = gettext_noop("%(some)s and %(last)s")
_ONE_OF = gettext_noop("%(some)s or %(last)s")


def _phrase(node: Node) -> str:
    if isinstance(node, And):
        wanted = [_in_and(part) for part in node.parts if not isinstance(part, Not)]
        unwanted = [_in_and(part.part) for part in node.parts if isinstance(part, Not)]
        said = listed(wanted, _BOTH) or Sentence(_EVERYTHING)
        if not unwanted:
            return said
        away = listed(unwanted, _ONE_OF)
        return Sentence(gettext_noop("%(what)s, without %(unwanted)s"), what=said, unwanted=away)
    if isinstance(node, Or):
        parts = listed([_in_or(part) for part in node.parts], _ONE_OF)
        return Sentence(gettext_noop("either %(parts)s"), parts=parts)
    if isinstance(node, Not):
        away = _in_and(node.part)
        return Sentence(gettext_noop("everything without %(unwanted)s"), unwanted=away)
    if isinstance(node, Days):
        return dates.describe(node.field, node.first, node.end)
    if isinstance(node, Named):
        return Sentence(NAME_FIELDS[node.field], name=node.value + "…" * node.prefix)
    return _describe_text(node)


def _in_and(part: Node) -> str:
    return _bracketed(part) if isinstance(part, And | Or | Not) else _phrase(part)


def _in_or(part: Node) -> str:
    return _bracketed(part) if isinstance(part, And | Not) else _phrase(part)


def _bracketed(part: Node) -> str:
    return Sentence("(%(what)s)", what=_phrase(part))


def _describe_text(node: Text) -> str:
    shown = " ".join(node.written.split()) or " ".join(node.words)
    if node.prefix:
        said = Sentence(gettext_noop("words that begin with “%(words)s”"), words=shown)
    elif node.slop:
        template = gettext_noop("“%(words)s” within %(count)d words")
        said = Sentence(template, words=shown, count=node.slop)
    elif node.exact:
        said = Sentence(gettext_noop("exactly “%(words)s”"), words=shown)
    else:
        said = Sentence(gettext_noop("“%(words)s”"), words=shown)
    return Sentence(TEXT_FIELDS[node.field], what=said) if node.field else said
