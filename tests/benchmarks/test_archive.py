"""The made archive: the same from the same seed, and as news is."""

import pytest

from articles.search.schema import stem
from tests.benchmarks.archive import ARTICLE_COLUMNS, Maker
from tests.benchmarks.bench_search import COMPARED, RARE, Figure, Run, Times, percentile, table
from tests.benchmarks.words import Language

WORDS = 10_000


@pytest.fixture(scope="module")
def rows():
    [made] = Maker(200, seed=3, words=WORDS).batches()
    return made


def column(rows, name):
    return [row[ARTICLE_COLUMNS.index(name)] for row in rows.articles]


def test_the_same_seed_makes_the_same_archive(rows):
    [again] = Maker(200, seed=3, words=WORDS).batches()
    assert again == rows


def test_another_seed_makes_another_archive(rows):
    [other] = Maker(200, seed=4, words=WORDS).batches()
    assert column(other, "body") != column(rows, "body")


def test_articles_are_as_long_as_news(rows):
    lengths = [len(body.split()) for body in column(rows, "body")]
    assert 330 < sum(lengths) / len(lengths) < 400


def test_quotes_and_mentions_stand_where_they_say(rows):
    bodies = dict(zip(column(rows, "id"), column(rows, "body"), strict=True))
    assert all(bodies[row[0]][row[2] : row[3]] == row[4] for row in rows.quotes)
    assert all(bodies[row[0]][row[3] : row[4]] == row[5] for row in rows.mentions)


def test_no_word_changes_when_it_is_stemmed():
    assert [word for word in Language(3, WORDS).words[29:5_000] if stem(word) != word] == []


def test_words_are_as_frequent_as_their_rank_says():
    language = Language(3, WORDS)
    counts = [language.running.count(word) for word in language.words[:2]]
    assert counts[0] / counts[1] == pytest.approx(4.7 / 3.7, rel=0.01)


def test_the_percentile_is_the_time_that_few_pass():
    assert percentile([float(n) for n in range(1, 101)], 95) == 96.0
    assert percentile([7.0], 95) == 7.0


def test_the_table_has_a_line_a_question_and_a_column_an_engine():
    figures = [
        Figure("word", "archive", 2.5, "ms p95", limit=80, median=2.0, processor=1.9, hits=1200),
        Figure("word", "Tantivy", 1.5, "ms p95", median=1.0, hits=1200),
        Figure("word", "archive / Tantivy", 2.0, "times"),
    ]
    assert list(table(figures, "clock")) == [
        "| clock, ms | hits | must reach | archive | Tantivy |",
        "|---|---|---|---|---|",
        "| word | 1,200 | 80 | 2.0 / 2.5 | 1.0 / 1.5 |",
    ]
    assert list(table(figures, "processor"))[2:] == ["| word | 1,200 | 80 | 1.9 |"]


def run_that_took(folder, **least):
    run = Run(folder, 1000, 1)
    for case in (RARE, COMPARED):
        own, bare = least[{RARE: "rare", COMPARED: "common"}[case]]
        run.medians[case] = {"archive, no rows": Times(9, 9, own), "Tantivy": Times(1, 1, bare)}
    run.growth()
    return run


def test_growth_leaves_out_what_every_page_costs(tmp_path):
    run = run_that_took(tmp_path, rare=(10, 1), common=(16, 7))
    assert [(figure.value, figure.held) for figure in run.figures] == [(1.0, True)]


def test_a_ratio_that_falls_short_fails_the_run(tmp_path):
    run = run_that_took(tmp_path, rare=(10, 1), common=(30, 7))
    assert run.finish(tmp_path / "figures.jsonl") == 1
