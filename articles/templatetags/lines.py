"""What stands up to a hundred times on a page: links of filters, tags and the bars of a chart.

A template takes a twentieth of a millisecond for a value with its link and its words, most of a
page of results; here the words are looked up once and the rest is filled in. Every piece of text is
escaped.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from articles.templatetags.archive import thousands

register = template.Library()

_CURRENT = SafeString(' aria-current="true"')
_FACET_LINK = (
    '<li data-value="{}:{}"><a rel="nofollow" href="{}"{}><span class="label" dir="auto">{}</span>'
    ' <span class="count">{}</span>{}</a>{}</li>'
)
_WITHOUT = (
    ' <a class="without" rel="nofollow" href="{}" title="{}"><span aria-hidden="true">−</span>'
    '<span class="visually-hidden">{}</span></a>'
)
_BAR = (
    '<a href="{}" rel="nofollow" aria-label="{}"{}><title>{}</title>'
    '<rect class="catch" x="{}" y="0" width="{}" height="{}"/>'
    '<rect class="bar" x="{}" y="{}" width="{}" height="{}"/></a>'
)
_TICK = '<text class="tick" text-anchor="{}" x="{}" y="{}">{}</text>'
_TICK_ROOM = 5  # units between the chart's foot and the words under it


@register.simple_tag
def facet_links(name: str, links: Iterable[Any]) -> SafeString:
    """The values of the filter `name`, each with its count and the links that put it on or off, or
    leave out what has it."""
    unless, without = gettext("not %(label)s"), gettext("Without %(label)s")
    chosen, excluded = gettext("chosen; take off"), gettext("excluded; take off")
    rows = []
    for link in links:
        named = {"label": link.label}
        state = chosen if link.chosen else excluded if link.excluded else ""
        said = format_html('<span class="visually-hidden">, {}</span>', state) if state else ""
        but = without % named
        rows.append(
            (
                name,
                link.value,
                link.url,
                _CURRENT if link.chosen else "",
                unless % named if link.excluded else link.label,
                thousands(link.count),
                said,
                format_html(_WITHOUT, link.without_url, but, but) if link.without_url else "",
            )
        )
    return format_html_join("", _FACET_LINK, rows)


@register.simple_tag
def tag_links(tags: Sequence[Any]) -> SafeString:
    """The tags of an article as items of a list, each a link to its page."""
    return format_html_join(
        "",
        '<li><a class="tag" href="{}">{}</a></li>',
        ((tag.get_absolute_url(), tag.name) for tag in tags),
    )


@register.simple_tag
def chart_bars(chart: Any) -> SafeString:
    """The bars of a chart as SVG, each a link with what it counts, and the words under them."""
    drawn = []
    for bar in chart.bars:
        if bar.count or bar.chosen:
            told = f"{bar.label}: {thousands(bar.count)}"
            current = _CURRENT if bar.chosen else ""
            caught = (bar.x, bar.width, chart.height)
            shape = (bar.x, bar.y, bar.width, bar.height)
            drawn.append(format_html(_BAR, bar.url, told, current, told, *caught, *shape))
        if bar.tick:
            foot = chart.height + _TICK_ROOM
            drawn.append(format_html(_TICK, bar.tick_anchor, bar.tick_x, foot, bar.tick))
    return format_html_join("", "{}", ((one,) for one in drawn))


@register.simple_tag
def chart_rows(chart: Any) -> SafeString:
    """What the bars count, as rows of a table."""
    link = '<a href="{}" rel="nofollow">{}</a>'
    return format_html_join(
        "",
        '<tr><th scope="row">{}</th><td class="count">{}</td></tr>',
        (
            (
                format_html(link, bar.url, bar.label) if bar.url and bar.count else bar.label,
                thousands(bar.count),
            )
            for bar in chart.bars
        ),
    )
