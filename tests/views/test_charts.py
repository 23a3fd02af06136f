"""Bar charts as numbers."""

from datetime import date

from articles.views.charts import CHART_HEIGHT, CHART_WIDTH, chart, months_up_to


def test_the_highest_bar_is_as_high_as_the_chart():
    bars = chart([("a", 1, "", ""), ("b", 4, "", "")]).bars
    assert (bars[1].height, bars[1].y) == (CHART_HEIGHT, 0)
    assert bars[0].height == CHART_HEIGHT / 4


def test_bars_stand_inside_of_the_chart():
    bars = chart([(str(n), n, "", "") for n in range(24)]).bars
    assert all(bar.x >= 0 and bar.x + bar.width <= CHART_WIDTH for bar in bars)


def test_one_among_thousands_still_has_a_bar():
    assert chart([("a", 1, "", ""), ("b", 9000, "", "")]).bars[0].height == 2


def test_nothing_has_no_bar():
    assert chart([("a", 0, "", "")]).bars[0].height == 0


def test_a_chart_of_nothing_has_no_bars():
    assert chart([]).bars == []


def test_months_go_over_the_turn_of_a_year():
    assert months_up_to(date(2026, 2, 17), 4) == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]


def test_months_stop_where_the_calendar_does():
    assert months_up_to(date(1, 2, 1), 5) == [date(1, 1, 1), date(1, 2, 1)]
