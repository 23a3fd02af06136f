"""Search: what readers ask for -> ids, counts and facets, and which words to mark.

The index is derived from the database and follows it by `articles.search.sync.sync()`.
"""

from articles.search.facets import Bar, FacetValue, Filters
from articles.search.likeness import more_like
from articles.search.marks import Piece, hit_spans, marked, snippet
from articles.search.query import Parsed, parse
from articles.search.readers import Unavailable
from articles.search.results import Results, articles, explain, quotes, stream
from articles.search.suggestions import Suggestion, suggestions

__all__ = [
    "Bar",
    "FacetValue",
    "Filters",
    "Parsed",
    "Piece",
    "Results",
    "Suggestion",
    "Unavailable",
    "articles",
    "explain",
    "hit_spans",
    "marked",
    "more_like",
    "parse",
    "quotes",
    "snippet",
    "stream",
    "suggestions",
]
