"""Invented pages for the tests of what is read off a page."""

from articles.extraction.layout import Layout
from articles.extraction.lines import fold

LEDE = "The town council of Harbour Town voted on Monday to rebuild the old pier before the winter."
SECOND = (
    "The work will cost four million crowns, said Ines Calloway, who leads the council’s works."
)
THIRD = "It is to begin in May. A first plan had been turned down two years ago for its price."
TITLE = "Council votes to rebuild the old pier"


def page(*blocks: str) -> str:
    return "\n\n".join(blocks)


def paragraphs(layout: Layout) -> list[str]:
    return layout.body.split("\n\n")


def reasons(layout: Layout) -> dict[str, str]:
    return {fold(removed.text): removed.reason for removed in layout.removed}
