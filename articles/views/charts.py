"""Bar charts as plain numbers, which a template draws as SVG."""

from dataclasses import dataclass, replace
from datetime import date

from articles import days

CHART_WIDTH = 720
CHART_HEIGHT = 96
WIDEST_STEP = 72  # from bar to bar: a few of them stand side by side, not apart
LETTER_ROOM = 7  # half of the width of a tick's letter, on the narrowest screen
TICKS = 8  # at most, of years


@dataclass(frozen=True)
class Bar:
    """One bar: its place in the chart's units, what it counts, and where it leads."""

    x: float
    y: float
    width: float
    height: float
    label: str
    count: int
    url: str
    tick: str = ""
    chosen: bool = False

    @property
    def tick_anchor(self) -> str:
        """Where the tick's words are held: in the middle, but for those at the chart's ends."""
        middle, room = self.x + self.width / 2, len(self.tick) * LETTER_ROOM
        if middle < room:
            return "start"
        return "end" if middle > CHART_WIDTH - room else "middle"

    @property
    def tick_x(self) -> float:
        """The place of the tick in the chart's units."""
        share = {"start": 0, "middle": 0.5, "end": 1}[self.tick_anchor]
        return round(self.x + self.width * share, 1)


@dataclass(frozen=True)
class Chart:
    """A bar chart of CHART_WIDTH by CHART_HEIGHT units; `most` is what the highest bar counts."""

    bars: list[Bar]
    most: int
    width: int = CHART_WIDTH
    height: int = CHART_HEIGHT

    @property
    def total(self) -> int:
        """What all bars count together."""
        return sum(bar.count for bar in self.bars)


def chart(values: list[tuple[str, int, str, str]]) -> Chart:
    """The chart of (label, count, address, tick): bars of equal width, as high as they count."""
    most = max((count for _, count, _, _ in values), default=0)
    step = min(CHART_WIDTH / max(len(values), 1), WIDEST_STEP)
    bars = []
    for place, (label, count, url, tick) in enumerate(values):
        # One article in a thousand is still an article: no bar that counts is under 2 units.
        height = max(round(CHART_HEIGHT * count / most, 1), 2) if count else 0
        bars.append(
            Bar(
                round(place * step, 1),
                round(CHART_HEIGHT - height, 1),
                round(step * 0.8, 1),
                height,
                label,
                count,
                url,
                tick,
            )
        )
    return Chart(bars, most)


def timeline(bars: list[tuple[str, int, str, bool]]) -> Chart:
    """The chart of (year or month, count, address, chosen): 2026, or 2026-01.

    A chart of years has a tick at round years, one of months at each month or each year.
    """
    values, chosen = [], [on for *_, on in bars]
    step = next((n for n in (1, 2, 5, 10, 20, 50) if len(bars) <= n * TICKS), 100)
    for place, (value, count, url, _) in enumerate(bars):
        year, _, month = value.partition("-")
        if not month:
            label, tick = year, year if int(year) % step == 0 else ""
        else:
            begins = date(int(year), int(month), 1)
            label, first = days.month(begins), month == "01" or not place
            tick = days.month_tick(begins) if len(bars) <= 12 else year if first else ""
        values.append((label, count, url, tick))
    drawn = chart(values)
    marked = [replace(bar, chosen=on) for bar, on in zip(drawn.bars, chosen, strict=True)]
    return replace(drawn, bars=marked)


def months_up_to(last: date, number: int) -> list[date]:
    """The first days of `number` months in a row, the month of `last` the latest."""
    latest = last.year * 12 + last.month - 1
    return [
        date(month // 12, month % 12 + 1, 1)
        for month in range(latest - number + 1, latest + 1)
        if month >= 12
    ]
