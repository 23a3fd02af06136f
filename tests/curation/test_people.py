"""Merging, splitting and renaming people, and taking each back."""

import pytest

from articles.curation import actions
from articles.curation.actions import CannotUndo
from articles.curation.people import Refused, answer, merge, rename, split
from articles.importing.rows import write_spans
from articles.models import (
    DeskAction,
    Mention,
    OldAddress,
    Person,
    PersonName,
    PersonPair,
    Quote,
    SearchChange,
)
from tests.factories import make_article, make_mentions, make_person, make_quote, make_user
from tests.linking.readings import reading_of

pytestmark = pytest.mark.django_db

TABLES = (Person, PersonName, PersonPair, OldAddress, Mention, Quote)


@pytest.fixture
def user():
    return make_user("articles.change_person", "articles.view_hidden_article", is_staff=True)


@pytest.fixture
def two() -> tuple[Person, Person]:
    """Dorothea Wynn and D. Wynn, who pass on each other's words."""
    kept = make_person("Dorothea Wynn", description="Harbour master")
    gone = make_person("D. Wynn", names=["Dot Wynn"], description="Mayor")
    make_article("A", "“No,” Dorothea Wynn said.", people=[kept], quotes=[("“No,”", kept)])
    body = "“Yes,” D. Wynn said. “Soon,” Ada Pell said, D. Wynn added."
    article = make_article("B", body, people=[gone, "Ada Pell"], quotes=[("“Yes,”", gone)])
    make_quote(article, "“Soon,”", "Ada Pell", relayed_by=gone)
    return kept, gone


def contents() -> dict[str, list[dict]]:
    """Every row of the tables that a merge touches."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in TABLES}


def pair_of(one: Person, other: Person, **fields) -> PersonPair:
    first, second = sorted((one, other), key=lambda person: person.pk)
    return PersonPair.objects.create(first=first, second=second, **fields)


def holder(article) -> set[str]:
    return set(article.mentions.values_list("person__name", flat=True))


def test_a_merge_has_everything_follow(two, user):
    kept, gone = two
    merge(kept, gone, user)
    assert not Person.objects.filter(pk=gone.pk).exists()
    assert kept.mentions.count() == 3
    assert kept.quotes.count() == 2
    assert kept.relayed_quotes.count() == 1
    assert set(kept.names.values_list("name", flat=True)) == {
        "Dorothea Wynn",
        "D. Wynn",
        "Dot Wynn",
    }
    kept.refresh_from_db()
    assert kept.description == "Harbour master"


def test_a_merge_keeps_the_old_address(two, user):
    kept, gone = two
    merge(kept, gone, user)
    old = OldAddress.objects.get(kind="person", slug=gone.slug)
    assert old.target_id == kept.pk


def test_a_merge_tells_the_search_of_each_article(two, user):
    kept, gone = two
    articles = set(gone.mentions.values_list("article_id", flat=True))
    SearchChange.objects.all().delete()
    merge(kept, gone, user)
    assert articles <= set(SearchChange.objects.values_list("article_id", flat=True))


def test_a_name_that_was_merged_means_the_one_kept_at_the_next_import(two, user):
    kept, gone = two
    merge(kept, gone, user)
    article = make_article("C", "Dot Wynn left.")
    write_spans([(article, reading_of(article, {"Dot Wynn": ""}))])
    assert holder(article) == {"Dorothea Wynn"}


def test_undoing_a_merge_restores_every_row(two, user):
    kept, gone = two
    pair_of(gone, make_person("Ada Pells"), verdict="no", score=0.5, evidence=["One."])
    before = contents()
    action = merge(kept, gone, user)
    assert contents() != before
    actions.undo(action, user)
    assert contents() == before


def test_undoing_a_merge_leaves_what_came_since_with_the_one_kept(two, user):
    kept, gone = two
    action = merge(kept, gone, user)
    later = make_article("C", "Dot Wynn left.")
    make_mentions(later, kept)
    actions.undo(action, user)
    assert holder(later) == {"Dorothea Wynn"}
    assert "Dot Wynn" in set(kept.names.values_list("name", flat=True))


def test_undoing_a_merge_gives_back_an_article_that_was_read_again_since(two, user):
    kept, gone = two
    article = gone.mentions.first().article
    action = merge(kept, gone, user)
    Mention.objects.filter(article=article).delete()
    make_mentions(article, kept)
    actions.undo(action, user)
    assert holder(article) == {"D. Wynn"}


def test_an_action_is_undone_once(two, user):
    action = merge(*two, user)
    actions.undo(action, user)
    with pytest.raises(CannotUndo, match="already"):
        actions.undo(action, user)


def test_who_undid_it_is_kept(two, user):
    action = actions.undo(merge(*two, user), user)
    assert (action.undone_by, action.undone_at is None) == (user, False)


def test_merges_into_one_person_are_undone_in_any_order(user):
    kept, first, second = (make_person(f"{name} Wynn") for name in ("Dorothea", "Dora", "Thea"))
    for person in (kept, first, second):
        make_article(person.name, f"{person.name} left.", people=[person])
    make_article("Both", "Dora Wynn met Thea Wynn.", people=[first, second])
    before = contents()
    one, other = merge(kept, first, user), merge(kept, second, user)
    actions.undo(one, user)
    assert set(first.mentions.values_list("text", flat=True)) == {"Dora Wynn"}
    assert set(kept.mentions.values_list("text", flat=True)) == {"Dorothea Wynn", "Thea Wynn"}
    actions.undo(other, user)
    assert contents() == before


def test_a_merge_into_somebody_who_was_merged_since_is_undone_after_that_merge(user):
    people = [make_person(f"{name} Wynn") for name in ("Dora", "Thea", "Dorothea")]
    for person in people:
        make_article(person.name, f"{person.name} left.", people=[person])
    before = contents()
    first, middle, last = people
    one = merge(middle, first, user)
    other = merge(last, middle, user)
    assert set(OldAddress.objects.values_list("target_id", flat=True)) == {last.pk}
    with pytest.raises(CannotUndo, match="Merged Thea Wynn into Dorothea Wynn"):
        actions.undo(one, user)
    actions.undo(other, user)
    actions.undo(one, user)
    assert contents() == before


def test_undoing_a_merge_whose_address_was_taken_says_so(two, user):
    kept, gone = two
    action = merge(kept, gone, user)
    make_person("Dee Wynn", slug=gone.slug)
    with pytest.raises(CannotUndo, match="Dee Wynn"):
        actions.undo(action, user)
    assert DeskAction.objects.get(pk=action.pk).undone_at is None


def test_undoing_a_merge_into_somebody_who_was_deleted_says_so(two, user):
    action = merge(*two, user)
    two[0].delete()
    with pytest.raises(CannotUndo, match="no longer"):
        actions.undo(action, user)


def test_the_address_of_somebody_whom_readers_never_saw_leads_nowhere(user):
    kept, gone = make_person("Dorothea Wynn"), make_person("Dora Wynn")
    make_article("A", "Dorothea Wynn left.", people=[kept])
    make_article("B", "Dora Wynn left.", people=[gone], status="withheld")
    merge(kept, gone, user)
    assert not OldAddress.objects.exists()


def test_nobody_is_merged_with_themselves(two, user):
    with pytest.raises(Refused):
        merge(two[0], two[0], user)


def test_answers_about_who_went_hold_for_who_stayed(two, user):
    kept, gone = two
    third = make_person("Delia Wynn")
    pair_of(gone, third, verdict="no", score=0.4)
    merge(kept, gone, user)
    assert PersonPair.objects.get().verdict == "no"
    assert {PersonPair.objects.get().first, PersonPair.objects.get().second} == {kept, third}


def test_a_split_gives_the_chosen_articles_to_somebody_new(two, user):
    kept, _ = two
    other = make_article("C", "“Up,” Dorothea Wynn said.", people=[kept], quotes=[("“Up,”", kept)])
    split(kept, [other.pk], "Dorothea Wynn", user)
    made = Person.objects.latest("pk")
    assert (made.name, made.slug) == ("Dorothea Wynn", "dorothea-wynn-2")
    assert set(made.mentions.values_list("article_id", flat=True)) == {other.pk}
    assert made.quotes.get().text == "“Up,”"
    assert kept.quotes.get().text == "“No,”"
    assert PersonPair.objects.get().verdict == "no"


def test_a_split_takes_along_the_forms_that_only_its_articles_have(user):
    person = make_person("Dorothea Wynn", names=["Dot Wynn"])
    make_article("A", "Dorothea Wynn left.", people=[person])
    other = make_article("B", "Dot Wynn came.", people=[person])
    action = split(person, [other.pk], "Dot Wynn", user)
    assert list(person.names.values_list("name", flat=True)) == ["Dorothea Wynn"]
    actions.undo(action, user)
    assert list(person.names.values_list("name", flat=True)) == ["Dorothea Wynn", "Dot Wynn"]


def test_undoing_a_split_gives_everything_back_with_what_came_since(two, user):
    kept, _ = two
    other = make_article("C", "Dorothea Wynn spoke.", people=[kept])
    before = contents()
    action = split(kept, [other.pk], "Dorothea Wynn", user)
    made = Person.objects.latest("pk")
    actions.undo(action, user)
    after = contents()
    assert OldAddress.objects.get().slug == made.slug
    after["OldAddress"] = before["OldAddress"]
    assert after == before


def test_a_split_that_was_built_upon_is_undone_after_that(two, user):
    kept, gone = two
    other = make_article("C", "Dorothea Wynn spoke.", people=[kept])
    action = split(kept, [other.pk], "Dorothea Wynn", user)
    later = merge(Person.objects.latest("pk"), gone, user)
    with pytest.raises(CannotUndo, match="D. Wynn"):
        actions.undo(action, user)
    actions.undo(later, user)
    actions.undo(action, user)
    assert kept.mentions.count() == 2


def test_a_merge_before_a_split_is_undone_after_it(two, user):
    kept, gone = two
    theirs = list(gone.mentions.values_list("article_id", flat=True))
    action = merge(kept, gone, user)
    later = split(kept, theirs, "Dorothea Wynn", user)
    with pytest.raises(CannotUndo, match="Split"):
        actions.undo(action, user)
    actions.undo(later, user)
    actions.undo(action, user)
    assert gone.mentions.count() == 2


@pytest.mark.parametrize(("name", "which"), [("Wynn", "one"), ("Dora Wynn", "none")])
def test_a_split_that_makes_no_sense_is_refused(two, user, name, which):
    kept, gone = two
    owner = {"one": kept, "none": gone}[which]
    chosen = list(owner.mentions.values_list("article_id", flat=True))
    with pytest.raises(Refused):
        split(kept, chosen, name, user)


def test_a_split_of_all_articles_is_refused(two, user):
    kept, _ = two
    with pytest.raises(Refused, match="all"):
        split(kept, kept.mentions.values_list("article_id", flat=True), "Dora Wynn", user)


def test_a_refusal_tells_nobody_of_hidden_articles(two):
    kept, _ = two
    shown = list(kept.mentions.values_list("article_id", flat=True))
    make_article("H", "Dorothea Wynn spoke.", people=[kept], status="withheld")
    with pytest.raises(Refused, match="all"):
        split(kept, shown, "Dora Wynn", make_user("articles.change_person"))


def test_a_split_takes_no_article_that_the_user_may_not_see(two):
    kept, _ = two
    hidden = make_article("H", "Dorothea Wynn spoke.", people=[kept], status="withheld")
    with pytest.raises(Refused, match="None"):
        split(kept, [hidden.pk], "Dora Wynn", make_user("articles.change_person"))


def test_a_new_name_keeps_the_old_one_and_its_address(two, user):
    kept, _ = two
    rename(kept, "Dorothea Wynn-Pell", "dorothea-wynn-pell", user)
    kept.refresh_from_db()
    assert kept.name == "Dorothea Wynn-Pell"
    assert "Dorothea Wynn" in set(kept.names.values_list("name", flat=True))
    assert OldAddress.objects.get(slug="dorothea-wynn").target_id == kept.pk


def test_undoing_a_new_name_has_the_one_in_between_redirect(two, user):
    kept, _ = two
    names = list(kept.names.values_list("name", flat=True))
    actions.undo(rename(kept, "Thea Wynn", "thea-wynn", user), user)
    kept.refresh_from_db()
    assert (kept.name, kept.slug) == ("Dorothea Wynn", "dorothea-wynn")
    assert list(kept.names.values_list("name", flat=True)) == names
    assert OldAddress.objects.get().slug == "thea-wynn"


def test_of_two_new_names_the_last_is_undone_first(two, user):
    kept, _ = two
    first = rename(kept, "Thea Wynn", "thea-wynn", user)
    rename(kept, "Dora Wynn", "dora-wynn", user)
    with pytest.raises(CannotUndo):
        actions.undo(first, user)


def test_the_same_name_again_is_nothing(two, user):
    assert rename(two[0], two[0].name, two[0].slug, user) is None


def test_an_address_in_use_is_refused(two, user):
    kept, gone = two
    with pytest.raises(Refused):
        rename(kept, kept.name, gone.slug, user)


def test_yes_merges_and_keeps_the_name_that_was_chosen(two, user):
    kept, gone = two
    answer(pair_of(*two), "yes", user, keep=gone)
    assert Person.objects.filter(name__endswith="Wynn").get() == gone
    assert not PersonPair.objects.exists()


@pytest.mark.parametrize("verdict", ["no", "unsure"])
def test_no_and_unsure_are_kept_with_who_said_so(two, user, verdict):
    pair = pair_of(*two)
    answer(pair, verdict, user)
    pair.refresh_from_db()
    assert (pair.verdict, pair.decided_by) == (verdict, user)


def test_an_answer_is_given_once_but_unsure_may_be_settled_later(two, user):
    pair = pair_of(*two)
    answer(pair, "unsure", user)
    answer(pair, "no", user)
    with pytest.raises(Refused):
        answer(pair, "yes", user)


def test_an_answer_that_is_undone_is_asked_again(two, user):
    pair = pair_of(*two)
    actions.undo(answer(pair, "no", user), user)
    pair.refresh_from_db()
    assert (pair.verdict, pair.decided_by) == ("open", None)


def test_a_merge_that_is_undone_is_asked_again(two, user):
    pair = pair_of(*two)
    actions.undo(answer(pair, "yes", user), user)
    assert PersonPair.objects.get().verdict == "open"
