"""The groups that the migrations make, and what each may do."""

import pytest
from django.contrib.auth.models import Group, Permission

from newsroom.roles import ROLES, codenames

pytestmark = pytest.mark.django_db


def rights_of(role: str) -> set[str]:
    permissions = Group.objects.get(name=role).permissions
    return set(permissions.values_list("codename", flat=True))


def test_there_is_a_group_of_each_role():
    assert set(ROLES) <= set(Group.objects.values_list("name", flat=True))


@pytest.mark.parametrize("role", ROLES[:-1])
def test_a_group_has_the_rights_of_the_table(role):
    assert rights_of(role) == codenames(role)


def test_each_role_holds_what_those_before_it_hold():
    held = [rights_of(role) for role in ROLES]
    assert all(less <= more for less, more in zip(held, held[1:], strict=False))


def test_an_administrator_holds_every_right_of_the_archive():
    every = Permission.objects.filter(content_type__app_label__in=["articles", "auth"])
    assert rights_of("administrator") == set(every.values_list("codename", flat=True))


def test_hidden_articles_are_for_curators_and_administrators():
    may = {role for role in ROLES if "view_hidden_article" in rights_of(role)}
    assert may == {"curator", "administrator"}
