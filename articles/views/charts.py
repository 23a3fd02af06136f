"""Bar charts as plain numbers, which a template draws as SVG."""

from dataclasses import dataclass
from datetime import date

CHART_WIDTH = 720
CHART_HEIGHT = 96


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
    step = CHART_WIDTH / max(len(values), 1)
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


def months_up_to(last: date, number: int) -> list[date]:
    """The first days of `number` months in a row, the month of `last` the latest."""
    latest = last.year * 12 + last.month - 1
    return [
        date(month // 12, month % 12 + 1, 1)
        for month in range(latest - number + 1, latest + 1)
        if month >= 12
    ]
