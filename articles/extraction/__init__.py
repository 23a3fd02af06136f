"""RawArticle to ReadArticle: clean text, dates, bylines, people, quotes. Pure Python, no Django."""

from articles.extraction.bylines import clean_name
from articles.extraction.headings import is_prose
from articles.extraction.language import detect_language
from articles.extraction.layout import Layout, read_layout, read_structured
from articles.extraction.lines import fold
from articles.extraction.reading import ReadArticle
from articles.extraction.spans import read_spans
from articles.formats.raw import TAKEN_BACK, RawArticle, Unreadable

__all__ = ["read"]

MAX_CHARACTERS = 2_000_000
MOST_LINES = 50_000
FEWEST_WORDS = 6


def read(raw: RawArticle) -> ReadArticle:
    """Read one article: its parts, their places in `raw.body`, its people and its quotes.

    What the format gave (`raw`) goes before what is found in the text. A notice without a text that
    takes its article back gives the fields alone. Raises Unreadable: too-large above 2,000,000
    characters or 50,000 lines, no-article where no running text is left.
    """
    if len(raw.body) > MAX_CHARACTERS:
        raise Unreadable(
            "too-large",
            f"The text has {len(raw.body):,} characters and an article at most {MAX_CHARACTERS:,}. "
            "Split it into one file for each article.",
        )
    if raw.body.count("\n") + raw.body.count("\r") > MOST_LINES:
        raise Unreadable(
            "too-large",
            f"The text has more than {MOST_LINES:,} lines. Check that it is an article, and remove "
            "empty lines.",
        )
    layout = read_structured(raw) if raw.structured else read_layout(raw.body, raw.url)
    notice = raw.structured and raw.status in TAKEN_BACK and not raw.body.strip()
    if not notice and not _holds_text(layout, raw.structured):
        raise Unreadable(
            "no-article",
            "No running text is left once navigation, bylines and the like are taken out. "
            "Check that the file holds the article itself.",
        )
    article = _fill(raw, layout)
    read_spans(article)
    return article


def _holds_text(layout: Layout, structured: bool) -> bool:
    """True for a body with running text; a page's must be a sentence at least, to be an article."""
    texts = [layout.body[p.start : p.end] for p in layout.paragraphs if not p.heading]
    if structured:
        return bool(texts)
    words = 0
    for text in texts:
        words += len(text.split())
        if words >= FEWEST_WORDS or is_prose(text):
            return True
    return False


def _fill(raw: RawArticle, layout: Layout) -> ReadArticle:
    """The article's fields: as the format gave them, as the layout where it gave none."""
    names = [clean_name(fold(name)) for name in raw.byline] or layout.byline
    return ReadArticle(
        headline=fold(raw.headline) or layout.headline,
        standfirst=fold(raw.standfirst) or layout.standfirst,
        body=layout.body,
        byline=[name for name in dict.fromkeys(names) if name],
        dateline=raw.dateline or layout.dateline,
        source=fold(raw.source) or layout.source,
        url=raw.url,
        external_id=raw.external_id,
        language=raw.language or detect_language(layout.body),
        published=raw.published or layout.published,
        paragraphs=layout.paragraphs,
        photo_credits=layout.photo_credits,
        removed=layout.removed,
    )
