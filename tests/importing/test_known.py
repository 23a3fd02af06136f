"""Files that were read already: told by their bytes, by an index, and never for a file of many."""

import hashlib
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.importing import known
from articles.importing.pipeline import Part, Reading, Wording
from articles.importing.run import Import, run
from articles.importing.walk import Found
from articles.models import Article, RawText
from tests.importing.texts import OTHER, REPORT, write

pytestmark = pytest.mark.django_db


def sorted_out(folder: Path, wording: Wording | None = None) -> list[Part | Reading]:
    files = [Found(str(path), f"in/{path.name}") for path in sorted(folder.iterdir())]
    return list(known.sort_out(files, wording or Wording()))


def test_a_file_with_the_bytes_that_were_read_from_its_place_is_not_read_again(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    run(Import([folder], workers=0))
    write(folder, b=OTHER)
    first, second = sorted_out(folder)
    assert first.unchanged == Article.objects.get().pk
    assert isinstance(second, Part)


def test_a_file_read_in_another_format_now_is_read_again(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    run(Import([folder], workers=0))
    [found] = sorted_out(folder, Wording(format="jsonl"))
    assert isinstance(found, Part)


def test_an_empty_file_and_one_that_is_gone_are_left_to_the_reading(tmp_path):
    folder = write(tmp_path / "in", a="")
    gone = Found(str(folder / "gone.txt"), "in/gone.txt")
    assert isinstance(sorted_out(folder)[0], Part)
    assert isinstance(next(known.sort_out([gone], Wording())), Part)


def test_for_bytes_that_nothing_was_read_from_no_article_is_looked_at():
    with CaptureQueriesContext(connection) as asked:
        assert known._articles({hashlib.sha256(b"new").hexdigest()}) == {}
    assert len(asked) == 1
    assert "articles_article" not in asked[0]["sql"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="it reads SQLite's plans")
def test_the_look_up_goes_through_no_table():
    hashes = {hashlib.sha256(bytes([number])).hexdigest() for number in range(known.AT_ONCE)}
    RawText.objects.create(sha256=min(hashes), data=b"a", encoding="utf-8")
    with connection.cursor() as cursor:
        # As in an archive of any size: none of what tests before this one had SQLite count.
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")
    with CaptureQueriesContext(connection) as asked:
        known._articles(hashes)
    plans = [step for query in asked for step in plan(query["sql"])]
    assert len(asked) == 2
    assert any("articles_rawtext" in step for step in plans)
    assert any("articles_article" in step for step in plans)
    assert not [step for step in plans if step.startswith("SCAN")]


def plan(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [re.sub(r"\s+", " ", detail) for *_, detail in cursor.fetchall()]
