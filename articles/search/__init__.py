"""Search: what readers ask for -> ids, counts and facets, and which words to mark.

The index is derived from the database and follows it by `articles.search.sync.sync()`.
"""

from articles.search.facets import FACETS, Bar, FacetValue, Filters, month_label
from articles.search.likeness import more_like
from articles.search.marks import Piece, hit_spans, marked, snippet
from articles.search.names import language_name
from articles.search.nearest import Nearby, count_without_filters, nearby
from articles.search.places import label as place_label
from articles.search.query import Parsed, parse
from articles.search.readers import Unavailable
from articles.search.reasons import Ranking, ranking
from articles.search.results import Results, articles, explain, quotes, stream
from articles.search.suggestions import Suggestion, suggestions
from articles.search.translate import fields_not_in_quotes

__all__ = [
    "FACETS",
    "Bar",
    "FacetValue",
    "Filters",
    "Nearby",
    "Parsed",
    "Piece",
    "Ranking",
    "Results",
    "Suggestion",
    "Unavailable",
    "articles",
    "count_without_filters",
    "explain",
    "fields_not_in_quotes",
    "hit_spans",
    "language_name",
    "marked",
    "month_label",
    "more_like",
    "nearby",
    "parse",
    "place_label",
    "quotes",
    "ranking",
    "snippet",
    "stream",
    "suggestions",
]
