"""What an import changed of articles beside their texts, as their history has it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from articles.importing import desk, metadata
from articles.models import Article, ImportRun

COLUMNS = (*desk.UNSAID, *metadata.UNSAID, "source_id")
_ORDER = ("history_date", "history_id")


def before_run(run: ImportRun, articles: Iterable[Article]) -> dict[int, dict[str, Any]]:
    """For each article the columns that the run changed and nobody since, as they were before it.

    Status and its reason, embargo, notes of the desk, what the outlet says of it, the outlet; one
    query. Articles of which nothing is to be given back are left out.
    """
    articles = {article.pk: article for article in articles}
    rows = Article.history.filter(id__in=articles).order_by(*_ORDER)
    states: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.values("id", "history_change_reason", *COLUMNS):
        states[row["id"]].append(row)
    found = {pk: _given_back(articles[pk], states[pk], f"import {run.pk}") for pk in states}
    return {pk: columns for pk, columns in found.items() if columns}


def _given_back(article: Article, states: list[dict[str, Any]], why: str) -> dict[str, Any]:
    """The columns that the states with this reason changed, as in the state before them, where the
    article still has what the last of them brought."""
    ours = [n for n, state in enumerate(states) if state["history_change_reason"] == why]
    if not ours or not ours[0]:
        return {}
    before, after = states[ours[0] - 1], states[ours[-1]]
    return {
        name: before[name]
        for name in COLUMNS
        if before[name] != after[name] and getattr(article, name) == after[name]
    }
