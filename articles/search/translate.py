"""The tree of a query -> a query of Tantivy.

Conditions that name something (an outlet, a person, a date) weigh nothing in the ranking: words do.
"""

import re
from collections.abc import Sequence

from tantivy import FieldType, Occur, Query, Searcher

from articles.querysets import User
from articles.search import names, query
from articles.search import schema as schema_of
from articles.search.query import And, Days, Everything, Meant, Named, Node, Not, Or, Text
from articles.search.schema import ARTICLE_TEXTS, INFLECTED, QUOTE_TEXTS, STEMS, schema, stem
from articles.search.words import words
from articles.sentences import Sentence, gettext_noop

# How much a word weighs by where it stands: a headline says what an article is about.
_WEIGHTS = {"headline": 4.0, "standfirst": 2.0, "body": 1.0}
_EVERYWHERE = {"articles": ("headline", "standfirst", "body"), "quotes": ("quote",)}
_TEXTS = {"articles": ARTICLE_TEXTS, "quotes": QUOTE_TEXTS}
# What a word in a second field adds to the score of the best field.
_TIE = 0.3
# Field, words that may stand between, and how much it weighs where a query's words stand together.
_NEIGHBOURS = (("headline", 0, 2.0), ("body", 1, 0.5))
_MOST_NEIGHBOURS = 12
_UNKNOWN = {
    "person": gettext_noop("No person is known by the name “%(name)s”."),
    "source": gettext_noop("No source is known by the name “%(name)s”."),
    "tag": gettext_noop("No tag is known by the name “%(name)s”."),
    "story": gettext_noop("No story is known by the name “%(name)s”."),
}
_DESCRIBED = gettext_noop(
    "No person is known by the name “%(name)s”; speakers described so were looked for."
)
_NOT_HERE = gettext_noop("“%(field)s:” is not searched among quotes and was left out.")
_NAMES_TOLD = 5  # of those that bear one name


class Translator:
    """Translates for one shape of documents and one user; gathers warnings on the way."""

    def __init__(self, shape: str, user: User | None, searchers: Sequence[Searcher]):
        self.shape = shape
        self.searchers = searchers
        self.schema = schema(shape)
        self.user = user
        self.warnings: list[str] = []
        self.ranks = False
        self.found: dict[Named, list[names.Row]] = {}
        self.meant: dict[Meant, None] = {}
        self.wanted = True

    def translate(self, node: Node) -> Query:
        """The query for a tree. `ranks` is True afterwards where words were searched for."""
        if isinstance(node, And):
            return self.all_of(node)
        if isinstance(node, Or):
            return Query.boolean_query([(Occur.Should, self.translate(p)) for p in node.parts])
        if isinstance(node, Not):
            return self.all_of(And((node,)))
        if isinstance(node, Text):
            return self.text(node)
        if isinstance(node, Named):
            return unranked(self.named(node))
        if isinstance(node, Days):
            return unranked(self.days(node))
        return unranked(Query.all_query())

    def all_of(self, node: And) -> Query:
        clauses = []
        for part in node.parts:
            if isinstance(part, Not):
                ranks = self.ranks
                self.wanted = not self.wanted
                clauses.append((Occur.MustNot, self.translate(part.part)))
                self.wanted = not self.wanted
                self.ranks = ranks
            else:
                clauses.append((Occur.Must, self.translate(part)))
        if all(occur == Occur.MustNot for occur, _ in clauses):
            clauses.append((Occur.Must, unranked(Query.all_query())))
        return Query.boolean_query(clauses)

    def text(self, node: Text) -> Query:
        fields = (node.field,) if node.field else _EVERYWHERE[self.shape]
        if node.field and node.field not in _TEXTS[self.shape]:
            return self.not_here(node.field)
        self.ranks = True
        if not node.field and self.shape == "articles" and is_stemmed(node):
            return Query.term_query(self.schema, STEMS["articles"], stem(node.words[0]))
        found = [Query.boost_query(self.within(f, node), _WEIGHTS.get(f, 1.0)) for f in fields]
        return found[0] if len(found) == 1 else Query.disjunction_max_query(found, _TIE)

    def within(self, field: str, node: Text) -> Query:
        """The words in one field."""
        if node.prefix:
            begun = [re.escape(word) for word in node.words]
            begun[-1] += ".*"
            if len(begun) == 1:
                return Query.regex_query(self.schema, field, begun[0])
            return Query.regex_phrase_query(self.schema, field, begun)
        if len(node.words) > 1:
            return Query.phrase_query(self.schema, field, list(node.words), node.slop)
        word = node.words[0]
        if node.exact or field not in INFLECTED:
            return Query.term_query(self.schema, field, word)
        return self.in_any_form(field, stem(word))

    def in_any_form(self, field: str, stemmed: str) -> Query:
        """A word in any form in one field: those of an article keep no stems of their own."""
        whole = Query.term_query(self.schema, STEMS[self.shape], stemmed)
        if self.shape == "quotes":
            return whole
        forms = schema_of.forms(self.searchers, field, stemmed)
        here = unranked(Query.term_set_query(self.schema, field, forms))
        return Query.boolean_query([(Occur.Must, here), (Occur.Should, whole)])

    def named(self, node: Named) -> Query:
        if node.field in ("lang", "status"):
            return Query.term_query(self.schema, node.field, node.value.lower())
        rows = self.rows_named(node)
        if len(rows) > 1:
            self.tell_of(node, rows)
        found = Query.term_set_query(self.schema, node.field, [row.id for row in rows])
        if node.field == "speaker":
            return self.speaker(node, found, known=bool(rows))
        if not rows:
            self.warnings.append(Sentence(_UNKNOWN[node.field], name=node.value))
        return found

    def rows_named(self, node: Named) -> list[names.Row]:
        """What bears the name; a name that a query repeats is looked up once."""
        if node not in self.found:
            self.found[node] = names.find(node.field, node.value, self.user, begun=node.prefix)
        return self.found[node]

    def tell_of(self, node: Named, rows: list[names.Row]) -> None:
        """Keep that a name means several people, outlets, tags or stories."""
        pairs = tuple((row.slug, row.label) for row in rows[:_NAMES_TOLD])
        meant = Meant(node.field, node.value, pairs, len(rows), self.wanted)
        self.meant[meant] = None
        self.warnings.append(meant.sentence)

    def speaker(self, node: Named, found: Query, *, known: bool) -> Query:
        """The person, or a speaker whom the text gives these words and no name."""
        if known:
            return found
        self.warnings.append(Sentence(_DESCRIBED, name=node.value))
        described = Text(tuple(words(node.value)), exact=True)
        return self.within("speaker_words", described)

    def days(self, node: Days) -> Query:
        return day_range(self.shape, node.first, node.end)

    def not_here(self, field: str) -> Query:
        self.warnings.append(Sentence(_NOT_HERE, field=field))
        return unranked(Query.all_query())


def with_neighbours(parsed: query.Parsed, shape: str, found: Query) -> Query:
    """The same hits, ranked higher where words asked for side by side stand so.

    Most in a headline, less in a body, where one word may stand between.
    """
    parts = parsed.tree.parts if isinstance(parsed.tree, And) else ()
    plain = [p.words[0] for p in parts if isinstance(p, Text) and not p.field and is_stemmed(p)]
    if shape != "articles" or not 2 <= len(plain) <= _MOST_NEIGHBOURS:
        return found
    held = schema("articles")
    beside = [
        Query.boost_query(Query.phrase_query(held, field, plain, slop), weight)
        for field, slop, weight in _NEIGHBOURS
    ]
    clauses = [(Occur.Must, found), *((Occur.Should, clause) for clause in beside)]
    return Query.boolean_query(clauses)


def fields_not_in_quotes() -> list[str]:
    """Fields of the language that the search of quotes leaves out."""
    return [name for name in query.TEXT_FIELDS if name not in _TEXTS["quotes"]]


def is_stemmed(node: Text) -> bool:
    """True for one word that is meant in any form."""
    return len(node.words) == 1 and not node.exact and not node.prefix


def at_most(node: Node, shape: str, searcher: Searcher) -> int:
    """How many hits a tree of words has at most, from the frequencies of their stems: cheap.

    0 where it holds anything else, whose hits nobody knows before they are counted.
    """
    if isinstance(node, Everything):
        return searcher.num_docs
    if isinstance(node, And | Or):
        bounds = [at_most(part, shape, searcher) for part in node.parts]
        return min(bounds) if isinstance(node, And) or not all(bounds) else sum(bounds)
    if isinstance(node, Text) and is_stemmed(node) and not node.field:
        return searcher.doc_freq(STEMS[shape], stem(node.words[0]))
    return 0


def day_range(shape: str, first: int | None, end: int | None) -> Query:
    """Documents dated within [first, end), ordinals of days, with all the days that a date can
    mean: one of a year alone is in no month. Undated ones are in no range."""
    begins = first_day_range(shape, first, end)
    if end is None:
        return begins
    ends = Query.range_query(schema(shape), "last_day", FieldType.Unsigned, None, end - 1)
    return Query.boolean_query([(Occur.Must, begins), (Occur.Must, ends)])


def first_day_range(shape: str, first: int | None, end: int | None) -> Query:
    """Documents of which the first day that the date can mean is within [first, end)."""
    last = end and end - 1
    return Query.range_query(schema(shape), "day", FieldType.Unsigned, first, last)


def unranked(found: Query) -> Query:
    """The query, without a say in the ranking."""
    return Query.const_score_query(found, 0.0)


def of_query(
    parsed: query.Parsed, shape: str, user: User | None, searchers: Sequence[Searcher]
) -> tuple[Query, bool]:
    """The query for a parsed text, and whether it ranks; warnings are added to `parsed`."""
    translator = Translator(shape, user, searchers)
    found = translator.translate(parsed.tree)
    parsed.warnings = [*parsed.warnings, *dict.fromkeys(translator.warnings)]
    parsed.meant = tuple(translator.meant)
    return found, translator.ranks and not isinstance(parsed.tree, Everything)
