"""The shape of the index: its fields, how they are cut into words, and its version.

There are two shapes, one document an article and one a quote, and of each shape two indices: one
that every reader searches, and a small one of hidden articles.
"""

import contextlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import tantivy

VERSION = 6  # raise it with every change of this module or of `articles.search.words`

# Each is kept as written (folded, with places, for phrases and beginnings of words). Stems are kept
# without places and in one list: `text_stem` of an article holds those of headline, standfirst and
# body together, where a word without a field is looked up, and `quote_stem` those of a quote. Of
# one field of an article the forms of a word are looked up (`forms`).
ARTICLE_TEXTS = (
    "headline",
    "standfirst",
    "body",
    "byline",
    "place",
    "quote",
    "cue",
    "speaker_words",
)
QUOTE_TEXTS = ("quote", "cue", "speaker_words")
# Fields of an article of which a word is meant in any form.
INFLECTED = ("headline", "standfirst", "body", "quote")
STEMS = {"articles": "text_stem", "quotes": "quote_stem"}
RAW_TEXTS = ("lang", "status")
RAW_FACETS = ("language",)
NUMBERS = (
    "source",
    "person",
    "speaker",
    "tag",
    "story",
    "year",
    "month",
    "day",
    "last_day",
    "quoted",
    "newest",
    "oldest",
)
# Read by document or by range, which needs the column alone and no list of documents by value.
_COLUMNS_ALONE = ("id", "digest", "day", "last_day", "newest", "oldest")
SHAPES = ("articles", "quotes")
SIDES = ("shown", "hidden")
KEYS = tuple((shape, side) for shape in SHAPES for side in SIDES)


@lru_cache(maxsize=1)
def _stemmer() -> tantivy.TextAnalyzer:
    tokenizer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    return tokenizer.filter(tantivy.Filter.stemmer("english")).build()


class _Stems(dict):
    """Words already stemmed. Emptied when full, so a long import does not grow it."""

    def __missing__(self, word: str) -> str:
        if len(self) >= 100_000:
            self.clear()
        found = next(iter(_stemmer().analyze(word)), word)
        # Most words are their own stem: the same object is nearer to the processor than an equal.
        self[word] = found = word if found == word else found
        return found


_stems = _Stems()


def stem(word: str) -> str:
    """The stem of a folded word (Porter 2 for English, which leaves other scripts alone)."""
    return _stems[word]


def forms(searchers: Iterable[tantivy.Searcher], field: str, stemmed_word: str) -> list[str]:
    """The words of a field that have this stem, from the dictionary of the index."""
    found = {
        word
        for searcher in searchers
        for begun in beginnings(stemmed_word)
        for word, _ in searcher.terms_with_prefix(field, begun)
    }
    listed = sorted(found)
    stems = _stemmer().analyze(" ".join(listed))
    return [word for word, its in zip(listed, stems, strict=True) if its == stemmed_word]


def beginnings(stemmed_word: str) -> tuple[str, ...]:
    """How all words begin that have this stem.

    They have all its letters but the last, which a rule may have changed (happy: happi, hoping:
    hope), but for "dying" of "die" and its like (Porter 2).
    """
    begun = stemmed_word[: max(len(stemmed_word) - 1, 2)]
    if len(stemmed_word) == 3 and stemmed_word.endswith("ie"):
        return begun, f"{stemmed_word[0]}ying"
    return (begun,)


def stemmed(words: Iterable[str]) -> str:
    """The stems of folded words, joined by blanks."""
    return " ".join(map(_stems.__getitem__, words))


@lru_cache(maxsize=2)
def schema(shape: str) -> tantivy.Schema:
    """The schema of the documents of a shape, one of SHAPES."""
    builder = tantivy.SchemaBuilder()
    for name in ("id", "article", "digest", *NUMBERS):
        builder.add_unsigned_field(name, indexed=name not in _COLUMNS_ALONE, fast=True)
    builder.add_float_field("weight", fast=True)
    for name in ARTICLE_TEXTS if shape == "articles" else QUOTE_TEXTS:
        builder.add_text_field(name, tokenizer_name="written", index_option="position")
    builder.add_text_field(STEMS[shape], tokenizer_name="written", index_option="freq")
    if shape == "articles":
        builder.add_text_field("place_raw", fast=True, tokenizer_name="raw", index_option="basic")
    for name in RAW_TEXTS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (*RAW_FACETS, *(("kind", "cue_raw") if shape == "quotes" else ())):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def create(folder: Path, shape: str) -> tantivy.Index:
    """A new, empty index in a folder that is made for it."""
    folder.mkdir(parents=True)
    return _prepared(tantivy.Index(schema(shape), path=str(folder)))


def open_index(folder: Path) -> tantivy.Index:
    """The index in a folder; raises ValueError where there is none or it is broken."""
    return _prepared(tantivy.Index.open(str(folder)))


@contextlib.contextmanager
def panics_as_errors() -> Iterator[None]:
    """Turns a panic of the engine, as on a file that was cut short, into a ValueError.

    The class of a panic is no Exception and cannot be imported.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ValueError(f"The search engine gave up: {error}") from error


def _prepared(index: tantivy.Index) -> tantivy.Index:
    written = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("written", written)
    index.config_reader(reload_policy="manual")
    return index
