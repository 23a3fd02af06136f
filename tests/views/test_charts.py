"""Bar charts as numbers."""

from datetime import date

from articles.views.charts import (
    CHART_HEIGHT,
    CHART_WIDTH,
    WIDEST_STEP,
    chart,
    months_up_to,
    timeline,
)


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


def test_a_few_bars_stand_side_by_side():
    bars = chart([("a", 1, "", ""), ("b", 1, "", "")]).bars
    assert bars[1].x - bars[0].x == WIDEST_STEP


def test_a_tick_at_the_edge_stays_inside_of_the_chart():
    bars = chart([(str(n), 1, "", "2026") for n in range(60)]).bars
    assert [bars[n].tick_anchor for n in (0, 30, -1)] == ["start", "middle", "end"]
    assert all(0 <= bar.tick_x <= CHART_WIDTH for bar in bars)


def test_years_have_ticks_at_round_years():
    bars = timeline([(str(year), 1, "", False) for year in range(1987, 2025)]).bars
    assert [bar.tick for bar in bars if bar.tick] == [str(y) for y in range(1990, 2025, 5)]


def test_the_months_of_a_year_have_their_names():
    bars = timeline([(f"2025-{month:02}", 1, "", month == 3) for month in range(1, 13)]).bars
    assert (bars[0].label, bars[0].tick, bars[11].tick) == ("January 2025", "Jan", "Dec")
    assert [bar.label for bar in bars if bar.chosen] == ["March 2025"]


def test_the_months_of_several_years_have_a_tick_for_each_year():
    values = [(f"{y}-{m:02}", 1, "", False) for y in (2024, 2025) for m in range(1, 13)]
    assert [bar.tick for bar in timeline(values).bars if bar.tick] == ["2024", "2025"]
