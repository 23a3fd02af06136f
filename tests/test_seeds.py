"""The five seed documents, read by hand, against the archive's reading of them."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.models import Article, Person, Story

SHARED = Path(__file__).resolve().parents[2] / "shared"
SEEDS, CHECK = SHARED / "seeds", SHARED / "eval" / "check_seeds.py"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CHECK.exists(), reason="the seed documents are not beside the checkout"),
]


def test_every_fact_of_the_seeds_is_read_as_a_person_reads_it():
    call_command("import_articles", str(SEEDS), stdout=StringIO())
    out = StringIO()
    call_command("export_articles", stdout=out)
    check = subprocess.run(  # noqa: S603 - a script of the project's own evaluation
        [sys.executable, str(CHECK)], input=out.getvalue(), capture_output=True, text=True
    )
    assert check.returncode == 0, check.stdout


def test_the_seeds_are_one_story_about_one_president():
    call_command("import_articles", str(SEEDS), stdout=StringIO())
    assert Story.objects.count() == 1
    assert Article.objects.filter(story=None).count() == 0
    assert Person.objects.filter(names__folded="lee jae myung").distinct().count() == 1
