"""Links of filters, tags and bars of charts: whole, escaped, in the language of the page."""

from types import SimpleNamespace

import pytest
from django.utils import translation
from django.utils.html import escape

from articles.templatetags import lines
from articles.views.charts import timeline
from articles.views.facets import FacetLink

HOSTILE = "<script>alert('x')</script> & \"y\""


def link(**fields) -> FacetLink:
    held = {"value": "ebb", "label": "Ebb", "count": 1234, "chosen": False, "url": "/?tag=ebb"}
    return FacetLink(**held | fields)


def test_a_value_has_its_count_and_two_links():
    shown = lines.facet_links("tag", [link(without_url="/?tag=-ebb")])
    assert shown == (
        '<li data-value="tag:ebb"><a rel="nofollow" href="/?tag=ebb">'
        '<span class="label" dir="auto">Ebb</span> <span class="count">1,234</span></a>'
        ' <a class="without" rel="nofollow" href="/?tag=-ebb" title="Without Ebb">'
        '<span aria-hidden="true">−</span><span class="visually-hidden">Without Ebb</span></a></li>'
    )


def test_a_chosen_value_says_so_and_how_to_take_it_off():
    shown = lines.facet_links("tag", [link(chosen=True, without_url="/?tag=-ebb")])
    assert ' aria-current="true">' in shown
    assert '<span class="visually-hidden">, chosen; take off</span></a> <a class="without"' in shown


def test_an_excluded_value_says_so_and_has_one_link():
    shown = lines.facet_links("tag", [link(excluded=True)])
    assert ">not Ebb</span>" in shown
    assert ", excluded; take off</span></a></li>" in shown
    assert "without" not in shown


def test_the_words_are_those_of_the_page():
    with translation.override("ko"):
        shown = lines.facet_links("tag", [link(chosen=True, without_url="/x")])
    assert "Without" not in shown
    assert "take off" not in shown


@pytest.mark.parametrize(
    "shown",
    [
        lambda: lines.facet_links(
            HOSTILE, [link(value=HOSTILE, label=HOSTILE, without_url=HOSTILE)]
        ),
        lambda: lines.tag_links([SimpleNamespace(name=HOSTILE, get_absolute_url=lambda: HOSTILE)]),
        lambda: lines.chart_rows(timeline([("2025", 3, HOSTILE, False)])),
        lambda: lines.chart_bars(timeline([("2025", 3, HOSTILE, True)])),
    ],
)
def test_every_text_is_escaped(shown):
    assert escape(HOSTILE) in shown()
    assert HOSTILE not in shown()


def test_tags_are_links_in_a_list():
    tags = [SimpleNamespace(name=name, get_absolute_url=lambda: "/t/") for name in ("ebb", "flood")]
    assert lines.tag_links(tags) == (
        '<li><a class="tag" href="/t/">ebb</a></li><li><a class="tag" href="/t/">flood</a></li>'
    )


def test_a_bar_is_a_link_with_its_count_and_an_empty_one_is_none():
    chart = timeline([("2024", 0, "/?year=2024", False), ("2025", 1200, "/?year=2025", True)])
    bars, rows = lines.chart_bars(chart), lines.chart_rows(chart)
    assert bars.count("<a ") == 1
    assert (
        '<a href="/?year=2025" rel="nofollow" aria-label="2025: 1,200" aria-current="true">' in bars
    )
    assert "<title>2025: 1,200</title>" in bars
    assert '<tr><th scope="row">2024</th><td class="count">0</td></tr>' in rows
    assert '<a href="/?year=2025" rel="nofollow">2025</a></th><td class="count">1,200</td>' in rows


def test_words_under_the_bars_stand_below_the_foot():
    chart = timeline([(str(year), 1, "/", False) for year in (2020, 2021)])
    assert f'y="{chart.height + 5}">2020</text>' in lines.chart_bars(chart)
