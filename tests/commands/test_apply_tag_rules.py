"""`manage.py apply_tag_rules`."""

import pytest
from django.core.management import call_command

from articles.models import Tagging, TagRule
from articles.search import sync
from tests.factories import make_article, make_tag, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule():
    make_article("Quay", body="The quay is shut.")
    make_article("Sealed", body="The quay is sold.", status="withheld")
    make_article("Elsewhere", body="Nothing of it.")
    sync.sync(wait=5)
    return TagRule.objects.create(tag=make_tag("port"), query="quay", user=make_user(username="a"))


def tagged() -> list[str]:
    return [row.article.headline for row in Tagging.objects.all()]


def test_what_a_rule_finds_is_tagged(rule, capsys):
    call_command("apply_tag_rules")
    assert tagged() == ["Quay"]
    assert "tagged 1 articles" in capsys.readouterr().out
    rule.refresh_from_db()
    assert rule.last_run_at


def test_a_second_run_tags_nothing(rule, capsys):
    call_command("apply_tag_rules")
    capsys.readouterr()
    call_command("apply_tag_rules")
    assert "tagged 0 articles" in capsys.readouterr().out


def test_a_dry_run_tags_nothing_and_says_how_many(rule, capsys):
    call_command("apply_tag_rules", "--dry-run")
    assert "would tag 1 articles" in capsys.readouterr().out
    assert tagged() == []


def test_one_tag_s_rules_can_be_run_alone(rule):
    call_command("apply_tag_rules", "--tag", "other")
    assert tagged() == []
