"""Reasons that are kept as codes, in the words of the page's language; in English they are told by
the code itself."""

from django.utils.translation import pgettext_lazy

# Why a line of the file is not in the article: the reasons of `extraction.reading.Removed`.
LEFT_OUT = {
    "byline": pgettext_lazy("why a line was left out", "byline"),
    "doubled-byline": pgettext_lazy("why a line was left out", "doubled-byline"),
    "source": pgettext_lazy("why a line was left out", "source"),
    "dateline": pgettext_lazy("why a line was left out", "dateline"),
    "date": pgettext_lazy("why a line was left out", "date"),
    "caption": pgettext_lazy("why a line was left out", "caption"),
    "photo-credit": pgettext_lazy("why a line was left out", "photo-credit"),
    "image-file": pgettext_lazy("why a line was left out", "image-file"),
    "comment-form": pgettext_lazy("why a line was left out", "comment-form"),
    "navigation": pgettext_lazy("why a line was left out", "navigation"),
    "disclaimer": pgettext_lazy("why a line was left out", "disclaimer"),
    "related": pgettext_lazy("why a line was left out", "related"),
    "doubled-headline": pgettext_lazy("why a line was left out", "doubled-headline"),
    "share": pgettext_lazy("why a line was left out", "share"),
    "advertisement": pgettext_lazy("why a line was left out", "advertisement"),
}
# Why a file was rejected: the reasons of `Unreadable`.
REJECTED = {
    "binary": pgettext_lazy("why a file was rejected", "binary"),
    "empty": pgettext_lazy("why a file was rejected", "empty"),
    "encoding": pgettext_lazy("why a file was rejected", "encoding"),
    "failed": pgettext_lazy("why a file was rejected", "failed"),
    "invalid": pgettext_lazy("why a file was rejected", "invalid"),
    "no-article": pgettext_lazy("why a file was rejected", "no-article"),
    "not-a-file": pgettext_lazy("why a file was rejected", "not-a-file"),
    "reader-died": pgettext_lazy("why a file was rejected", "reader-died"),
    "too-large": pgettext_lazy("why a file was rejected", "too-large"),
    "too-slow": pgettext_lazy("why a file was rejected", "too-slow"),
    "unreadable": pgettext_lazy("why a file was rejected", "unreadable"),
}
WORDS = LEFT_OUT | REJECTED


def in_words(code: str) -> str:
    """The reason in words; one that is not known here as it is kept."""
    return str(WORDS.get(code, code))
