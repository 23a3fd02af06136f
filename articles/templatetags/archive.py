"""What templates need to show dates, counts and marked text. Every piece of text is escaped."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles import days as written
from articles import reasons
from articles.models import ImportItem

register = template.Library()

ORIGINS = {
    "metadata": _("from the file’s metadata"),
    "dateline": _("from the dateline"),
    "line": _("from a line of its own in the text"),
    "url": _("from the address"),
    "file": _("from the file"),
    "curator": _("set by a curator"),
}
KNOWN_TO = {"month": _("known to the month alone"), "year": _("known to the year alone")}
# Shares of right attributions that the words stand for; `Quote.confidence` is calibrated.
SURENESS = (
    (0.95, pgettext_lazy("an attribution", "almost certain")),
    (0.85, pgettext_lazy("an attribution", "very likely")),
    (0.65, pgettext_lazy("an attribution", "likely")),
    (0.4, pgettext_lazy("an attribution", "uncertain")),
)
DOUBTFUL = pgettext_lazy("an attribution", "doubtful")
WORDINGS = {
    "longest": pgettext_lazy("a wording", "The longest wording"),
    "same": pgettext_lazy("a wording", "The same words"),
    "cut": pgettext_lazy("a wording", "Cut"),
    "longer": pgettext_lazy("a wording", "With words added"),
    "reworded": pgettext_lazy("a wording", "In other words"),
    "retold": pgettext_lazy("a wording", "Told in words of its own"),
}
KIND_WORDS = {
    "direct": _("a whole statement"),
    "partial": _("a fragment inside the reporter's sentence"),
    "nested": _("words quoted inside another quote"),
    "scare": _("marks without a statement"),
}


@register.filter
def thousands(number: int | None) -> str:
    """A count with its thousands apart: 12,345."""
    return f"{number or 0:,}"


@register.filter
def published_day(article: Any) -> str:
    """The date as far as it is known, without the time; "date unknown" where it is not."""
    value, precision = article.published, article.published_precision
    if not value or precision == "unknown":
        return gettext("date unknown")
    if precision == "year":
        return pgettext("a year alone, as a date", "%(year)s") % {"year": value[:4]}
    try:
        day = date.fromisoformat(value[:7] + "-01" if precision == "month" else value[:10])
    except ValueError:
        return value
    return written.month(day) if precision == "month" else written.day(day)


@register.filter
def published_full(article: Any) -> str:
    """The date with the time and its offset from UTC where they are known."""
    day = published_day(article)
    if article.published_precision not in ("minute", "second"):
        return day
    try:
        instant = datetime.fromisoformat(article.published)
    except ValueError:
        return day
    return f"{day}, {instant:%H:%M}{_offset(instant)}"


@register.filter
def published_origin(article: Any) -> str:
    """Where the date comes from, and what is not known of it, as the end of a sentence."""
    if article.published_precision == "unknown":
        return ""
    parts = [ORIGINS.get(article.published_from, "")]
    parts.append(KNOWN_TO.get(article.published_precision, ""))
    if article.published_doubtful:
        parts.append(gettext("doubtful: the year, or which number is the day, was inferred"))
    return "; ".join(str(part) for part in parts if part)


@register.simple_tag
def published(article: Any, full: bool = False) -> SafeString:
    """The date as a <time>, or the words "date unknown"."""
    words = published_full(article) if full else published_day(article)
    if not article.published or article.published_precision == "unknown":
        return format_html('<span class="unknown">{}</span>', words)
    return format_html('<time datetime="{}">{}</time>', article.published, words)


@register.filter(expects_localtime=True)
def day(instant: datetime) -> str:
    """The day of an instant in the archive's time zone: 7 January 2026."""
    return written.day(instant)


@register.filter(expects_localtime=True)
def moment(instant: datetime) -> SafeString:
    """An instant in the archive's time zone as a <time>: 7 January 2026, 09:30."""
    return format_html('<time datetime="{}">{}</time>', to_second(instant), written.moment(instant))


@register.filter(expects_localtime=True)
def moment_and_zone(instant: datetime) -> str:
    """An instant in the archive's time zone, which is named: 7 January 2026, 09:30 GMT."""
    return written.minute(instant)


@register.simple_tag
def languages() -> list[tuple[str, str]]:
    """The languages that the pages are written in: the code of each, and what it calls itself."""
    return settings.LANGUAGES


@register.simple_tag
def lang_of(article: Any) -> SafeString | str:
    """The attribute that names an article's language, where it is not that of the page, else ""."""
    language = article.language
    if not language or language.split("-")[0] == get_language().split("-")[0]:
        return ""
    return format_html(' lang="{}"', language)


@register.filter(expects_localtime=True)
def to_second(instant: datetime) -> str:
    """An instant as the attribute of a <time> has it, in the archive's time zone as its text is;
    HTML allows no microseconds."""
    return instant.isoformat(timespec="seconds")


@register.simple_tag
def days(first: date | None, last: date | None) -> str:
    """A span of days in as few words as tell it: 3–7 January 2026; "dates unknown"."""
    if first is None or last is None:
        return gettext("dates unknown")
    return written.span(first, last)


@register.simple_tag
def archive_status(article: Any) -> SafeString | str:
    """Why readers do not see the article, for those who do, else that it was corrected, where the
    row tells of it; "" where there is neither to say."""
    words = gettext("corrected") if getattr(article, "is_corrected", False) else ""
    if article.status != "usable":
        words = article.get_status_display()
    elif article.embargoed_until and article.embargoed_until > timezone.now():
        until = timezone.localtime(article.embargoed_until)
        words = gettext("embargoed until %(moment)s") % {"moment": written.minute(until)}
        words = format_html('<time datetime="{}">{}</time>', to_second(until), words)
    return format_html('<span class="status">{}</span>', words) if words else ""


@register.filter
def said_by(quote: Any) -> str:
    """Who said a quote: the person, else whom the text describes; "" for a lone pronoun."""
    if quote.speaker:
        return quote.speaker.name
    return "" if quote.speaker_kind in ("pronoun", "none") else quote.speaker_mention


@register.filter
def sureness(confidence: float) -> str:
    """How sure the attribution of a quote is, in words."""
    return next((words for least, words in SURENESS if confidence >= least), DOUBTFUL)


@register.filter
def reason_words(code: str) -> str:
    """Why a line was left out of an article, or a file was rejected."""
    return reasons.in_words(code)


@register.filter
def kind_words(kind: str) -> str:
    """What a kind of quote is."""
    return KIND_WORDS.get(kind, kind)


@register.filter
def wording_words(kind: str) -> str:
    """In which way a wording of an utterance differs from the longest."""
    return WORDINGS.get(kind, kind)


@register.filter
def outlet_names(quotes: Iterable[Any]) -> str:
    """The outlets that printed these quotes, in their order, as a list in a sentence."""
    sources = [quote.article.source for quote in quotes]
    return ", ".join(source.name if source else gettext("an unknown outlet") for source in sources)


@register.filter
def verdict_words(verdict: str) -> str:
    """What an import did with an item, in the words of the page's language."""
    words = dict(ImportItem.Verdict.choices)
    return str(words.get(verdict, verdict))


@register.filter
def counted(counts: Iterable[tuple[str, int]]) -> str:
    """Numbers and what each counts, as a list in a sentence: 12 new, 3 rejected."""
    message = pgettext("a number and what it counts, in a list", "%(number)s %(what)s")
    return ", ".join(
        message % {"number": thousands(number), "what": verdict_words(what)}
        for what, number in counts
    )


@register.filter
def weblink(address: str) -> str:
    """The address if a browser may follow it as a page, else ""; imports can hold any scheme."""
    return address if address.lower().startswith(("http://", "https://")) else ""


@register.simple_tag
def marked(pieces: Iterable[Any]) -> SafeString:
    """Pieces that have `text` and `hit` as text with the hits in <mark>."""
    return _leaves(pieces)


@register.simple_tag
def passage(segments: Iterable[Any], cards: bool = False) -> SafeString:
    """Segments of an article's text: quotes as spans with their anchors, people as links, hits.

    With `cards` each quote that has a `number` ends with a link to what the margin says about it.
    """
    return format_html_join(
        "",
        "{}",
        (
            (_in_quotes(quotes, list(group), cards),)
            for quotes, group in groupby(segments, key=lambda segment: segment.of("quote"))
        ),
    )


@register.simple_tag
def raw_text(segments: Iterable[Any]) -> SafeString:
    """Segments of a raw text, what is not in the article as <del> with the reason."""
    return format_html_join(
        "",
        "{}",
        ((_removed(segment),) for segment in segments),
    )


def _offset(instant: datetime) -> str:
    """ " UTC", " UTC+9", " UTC+05:30", or "" where the zone is not known."""
    offset = instant.utcoffset()
    if offset is None:
        return ""
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return " UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "−"
    return f" UTC{sign}{hours:02}:{rest:02}" if rest else f" UTC{sign}{hours}"


def _in_quotes(quotes: tuple, segments: list, cards: bool) -> SafeString:
    """Segments inside the same quotes; the piece a quote begins with carries its anchor, the one it
    ends with the link to its card."""
    end = segments[-1].start + len(segments[-1].text)
    html = format_html_join(
        "",
        "{}",
        (
            (_linked(people, list(group)),)
            for people, group in groupby(segments, key=lambda segment: segment.of("person"))
        ),
    )
    for span in reversed(quotes):
        anchor = ""
        if span.start == segments[0].start:
            anchor = format_html(' id="quote-{}"', span.about.pk)
        if cards:
            anchor += format_html(' data-quote="{}"', span.about.pk)
        card = _card_link(span.about) if cards and span.end == end else ""
        html = format_html(
            '<span class="said said-{}"{}>{}{}</span>', span.about.kind, anchor, html, card
        )
    return html


def _card_link(quote: Any) -> SafeString:
    """The number of a quote; it is no text of the article, so it stands in an attribute."""
    return format_html(
        '<a class="about" href="#about-{}" data-number="{}" aria-label="{}"></a>',
        quote.pk,
        quote.number,
        gettext("About quote %(number)s") % {"number": quote.number},
    )


def _linked(people: tuple, segments: list) -> SafeString:
    """Segments inside the same person's name."""
    html = _leaves(segments)
    if not people:
        return html
    url = people[-1].about.get_absolute_url()
    return format_html('<a class="named" href="{}">{}</a>', url, html)


def _leaves(pieces: Iterable[Any]) -> SafeString:
    """Texts in order, escaped, those that were searched for in <mark>."""
    return format_html_join("", "{}", ((_leaf(piece),) for piece in pieces))


def _leaf(piece: Any) -> SafeString:
    hits = piece.of("hit") if piece.hit and hasattr(piece, "of") else ()
    # A hit that a quote or a name cuts is several pieces: its number stands on the first.
    if hits and hits[-1].about and hits[-1].start == piece.start:
        html = format_html('<mark id="hit-{}">{}</mark>', hits[-1].about, piece.text)
    else:
        html = format_html("<mark>{}</mark>" if piece.hit else "{}", piece.text)
    if not hasattr(piece, "of"):
        return html
    if piece.of("note"):
        html = format_html('<span class="noted">{}</span>', html)
    for span in piece.of("passage"):
        anchor = format_html(' id="{}"', "passage") if span.start == piece.start else ""
        html = format_html('<mark class="passage"{}>{}</mark>', anchor, html)
    return html


def _removed(segment: Any) -> SafeString:
    spans = segment.of("removed")
    if not spans:
        return format_html("{}", segment.text)
    reason = reason_words(spans[-1].about)
    return format_html(
        '<del data-reason="{}"><span class="visually-hidden">{} </span>{}</del>',
        reason,
        gettext("Left out, %(reason)s:") % {"reason": reason},
        segment.text,
    )
