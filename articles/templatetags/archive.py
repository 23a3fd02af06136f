"""What templates need to show dates, counts and marked text. Every piece of text is escaped."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

DAY_FORMAT = "j F Y"
ORIGINS = {
    "metadata": "from the file’s metadata",
    "dateline": "from the dateline",
    "line": "from a line of its own in the text",
    "url": "from the address",
    "file": "from the file",
    "curator": "set by a curator",
}
# Shares of right attributions that the words stand for; `Quote.confidence` is calibrated.
SURENESS = ((0.95, "almost certain"), (0.85, "very likely"), (0.65, "likely"), (0.4, "uncertain"))
WORDINGS = {
    "longest": "The longest wording",
    "same": "The same words",
    "cut": "Cut",
    "longer": "With words added",
    "reworded": "In other words",
    "retold": "Told in words of its own",
}
KIND_WORDS = {
    "direct": "a whole statement",
    "partial": "a fragment inside the reporter's sentence",
    "nested": "words quoted inside another quote",
    "scare": "marks without a statement",
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
        return "date unknown"
    if precision == "year":
        return value[:4]
    try:
        day = date.fromisoformat(value[:7] + "-01" if precision == "month" else value[:10])
    except ValueError:
        return value
    return format_date(day, "F Y" if precision == "month" else DAY_FORMAT)


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
    if article.published_precision in ("month", "year"):
        parts.append(f"known to the {article.published_precision} alone")
    if article.published_doubtful:
        parts.append("doubtful: the year, or which number is the day, was inferred")
    return "; ".join(part for part in parts if part)


@register.simple_tag
def published(article: Any, full: bool = False) -> SafeString:
    """The date as a <time>, or the words "date unknown"."""
    words = published_full(article) if full else published_day(article)
    if not article.published or article.published_precision == "unknown":
        return format_html('<span class="unknown">{}</span>', words)
    return format_html('<time datetime="{}">{}</time>', article.published, words)


@register.filter
def to_second(instant: datetime) -> str:
    """An instant as the attribute of a <time> has it: HTML allows no microseconds."""
    return instant.isoformat(timespec="seconds")


@register.simple_tag
def days(first: date | None, last: date | None) -> str:
    """A span of days in as few words as tell it: 3–7 January 2026; "dates unknown"."""
    if first is None or last is None:
        return "dates unknown"
    end = format_date(last, DAY_FORMAT)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    start = format_date(first, "j F" if first.year == last.year else DAY_FORMAT)
    return f"{start} – {end}"


@register.simple_tag
def archive_status(article: Any) -> SafeString | str:
    """Why readers do not see the article, for those who do, else that it was corrected, where the
    row tells of it; "" where there is neither to say."""
    words = "corrected" if getattr(article, "is_corrected", False) else ""
    if article.status != "usable":
        words = article.get_status_display()
    elif article.embargoed_until and article.embargoed_until > timezone.now():
        until = timezone.localtime(article.embargoed_until)
        words = f"embargoed until {format_date(until, 'j F Y, H:i e')}"
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
    return next((words for least, words in SURENESS if confidence >= least), "doubtful")


@register.filter
def kind_words(kind: str) -> str:
    """What a kind of quote is."""
    return KIND_WORDS.get(kind, kind)


@register.filter
def wording_words(kind: str) -> str:
    """In which way a wording of an utterance differs from the longest."""
    return WORDINGS.get(kind, kind)


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
        '<a class="about" href="#about-{0}" data-number="{1}" aria-label="About quote {1}"></a>',
        quote.pk,
        quote.number,
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
    return format_html(
        '<del data-reason="{0}"><span class="visually-hidden">Left out, {0}: </span>{1}</del>',
        spans[-1].about,
        segment.text,
    )
