"""The demo archive: loaded once, with what its desk knows of it."""

from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import Article, Source, Tagging

pytestmark = pytest.mark.django_db


def load_sample() -> str:
    out = StringIO()
    call_command("load_sample", stdout=out)
    return out.getvalue()


def test_the_demo_archive_is_loaded_once():
    assert load_sample() == "Demo archive: 43 new.\n"
    assert Source.objects.count() == 6
    assert load_sample() == "The demo archive is loaded already.\n"
    assert Article.objects.count() == 43


def test_the_desk_marks_what_readers_do_not_see():
    load_sample()
    hidden = Article.objects.hidden().values_list("status", flat=True)
    assert sorted(hidden) == ["usable", "withdrawn", "withheld"]
    embargoed = Article.objects.hidden().get(status="usable")
    assert embargoed.embargoed_until.year == 2031


def test_a_correction_leads_to_what_it_corrects():
    load_sample()
    correction = Article.objects.get(corrects__isnull=False)
    assert correction.corrects.import_path == "brannoch-observer/03-generator-not-tested.txt"


def test_every_article_of_the_demo_has_tags_by_import():
    load_sample()
    assert not Article.objects.filter(tags=None).exists()
    assert set(Tagging.objects.values_list("origin", flat=True)) == {"import"}


def test_a_demo_article_that_was_deleted_does_not_come_back():
    load_sample()
    Article.objects.filter(corrects=None).first().delete()
    load_sample()
    assert Article.objects.count() == 42
