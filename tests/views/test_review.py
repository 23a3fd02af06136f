"""The review queue: what is asked, what an answer does, and how it is taken back."""

import pytest
from django.urls import reverse

from articles.linking import copies
from articles.models import (
    Article,
    CopyPair,
    DeskAction,
    Disagreement,
    PersonPair,
    Quote,
    ReviewDecision,
)
from tests.factories import make_article, make_person, make_source, make_story, make_user
from tests.linking.test_copies import LONG
from tests.linking.test_copies_answered import HARDLY

pytestmark = pytest.mark.django_db
BODY = "“The tide will not wait,” said Ines Calloway."
RIGHTS = ["articles.change_quote", "articles.view_hidden_article"]


@pytest.fixture
def cora(client):
    user = make_user(*RIGHTS, username="cora")
    client.force_login(user)
    return user


def make_quote(confidence: float = 0.4, **fields) -> Quote:
    article = make_article(fields.pop("headline", "Tide"), body=BODY, **fields)
    return Quote.objects.create(
        article=article,
        start=0,
        end=25,
        text=BODY[:25],
        kind="direct",
        speaker=make_person("Ines Calloway"),
        confidence=confidence,
    )


def case(client, queue: str) -> object:
    return client.get(reverse("articles:review-case", args=[queue])).context["case"]


def answer(client, queue: str, row, verdict: str, value: str = "", follow: bool = True):
    form = {"case": row.pk, "verdict": verdict, "value": value}
    return client.post(reverse("articles:review-case", args=[queue]), form, follow=follow)


def undo(client) -> str:
    action = DeskAction.objects.filter(kind="review", undone_at=None).first()
    address = reverse("articles:desk-undo", args=[action.pk])
    return client.post(address, follow=True).content.decode()


def test_the_most_doubtful_quote_is_asked_first(client, cora):
    make_quote(0.7)
    doubtful = make_quote(0.2)
    make_quote(0.95)

    page = client.get(reverse("articles:review-case", args=["quotes"]))

    assert page.context["case"] == doubtful
    assert page.context["left"] == 2
    assert "Ines Calloway" in page.content.decode()


def test_an_accepted_quote_is_decided_and_not_asked_again(client, cora):
    quote = make_quote()
    answer(client, "quotes", quote, "accepted")
    quote.refresh_from_db()
    assert quote.reviewed_by == cora
    assert case(client, "quotes") is None


def test_a_quote_gets_another_speaker(client, cora):
    quote = make_quote()
    answer(client, "quotes", quote, "changed", "Ambrose Tull")
    quote.refresh_from_db()
    assert quote.speaker.name == "Ambrose Tull"


def test_a_lone_word_is_no_speaker_and_changes_nothing(client, cora):
    quote = make_quote()
    page = answer(client, "quotes", quote, "changed", "Tull").content.decode()
    quote.refresh_from_db()
    assert "full name" in page
    assert quote.reviewed_at is None
    assert not ReviewDecision.objects.exists()


def test_what_is_no_statement_becomes_scare_quotes(client, cora):
    quote = make_quote()
    answer(client, "quotes", quote, "rejected")
    quote.refresh_from_db()
    assert (quote.kind, quote.speaker) == ("scare", None)


def test_an_unsure_case_is_asked_again_after_all_others(client, cora):
    first, second = make_quote(0.1), make_quote(0.2)
    answer(client, "quotes", first, "unsure")
    assert case(client, "quotes") == second
    answer(client, "quotes", second, "accepted")
    assert case(client, "quotes") == first


@pytest.mark.parametrize("verdict", ["accepted", "rejected", "unsure", "changed"])
def test_every_answer_is_undone(client, cora, verdict):
    quote = make_quote()
    before = Quote.objects.filter(pk=quote.pk).values().get()
    answer(client, "quotes", quote, verdict, "Ambrose Tull")

    undo(client)

    assert Quote.objects.filter(pk=quote.pk).values().get() == before
    assert case(client, "quotes") == quote


def test_an_answer_is_not_undone_over_what_was_changed_since(client, cora):
    quote = make_quote()
    answer(client, "quotes", quote, "changed", "Ambrose Tull")
    Quote.objects.filter(pk=quote.pk).update(speaker=make_person("Odo Lamb"))
    assert "changed again since" in undo(client)
    quote.refresh_from_db()
    assert quote.speaker.name == "Odo Lamb"


def test_a_doubtful_date_is_accepted(client, cora):
    article = make_article(published="2026-03-04", published_doubtful=True)
    answer(client, "dates", article, "accepted")
    article.refresh_from_db()
    assert (article.published, article.published_doubtful) == ("2026-03-04", False)


def test_a_doubtful_date_is_changed_and_taken_back(client, cora):
    article = make_article(published="2026-03-04", published_doubtful=True)
    answer(client, "dates", article, "changed", "2026-04-03")
    article.refresh_from_db()
    assert (article.published, article.published_from) == ("2026-04-03", "curator")

    undo(client)
    article.refresh_from_db()
    assert (article.published, article.published_doubtful) == ("2026-03-04", True)
    assert article.curated_fields == []


def test_a_date_that_is_none_is_refused_with_how_to_write_one(client, cora):
    article = make_article(published="2026-03-04", published_doubtful=True)
    page = answer(client, "dates", article, "changed", "yesterday").content.decode()
    assert "2026-01-07" in page
    article.refresh_from_db()
    assert article.published_doubtful


def test_an_unknown_outlet_is_named(client, cora):
    article = make_article(source=None)
    answer(client, "outlets", article, "changed", "Tarnwick Mail")
    article.refresh_from_db()
    assert article.source.name == "Tarnwick Mail"


def test_an_outlet_that_stays_unknown_is_asked_once(client, cora):
    article = make_article(source=None)
    answer(client, "outlets", article, "accepted")
    assert case(client, "outlets") is None
    article.refresh_from_db()
    assert article.source is None


def make_pair() -> PersonPair:
    people = [make_person("Ines Calloway"), make_person("Calloway Ines")]
    for person in people:
        make_article("On the quay", body=f"{person.name} spoke on the quay.", people=[person])
    return PersonPair.objects.create(first=people[0], second=people[1], evidence=["Same words."])


def test_two_who_are_one_are_merged_and_parted_again(client, cora):
    pair = make_pair()
    answer(client, "people", pair, "accepted")
    assert pair.first.mentions.count() == 2

    undo(client)
    assert pair.first.mentions.count() == 1
    assert case(client, "people") is not None


def test_two_who_are_two_are_not_asked_about_again(client, cora):
    pair = make_pair()
    answer(client, "people", pair, "rejected")
    pair.refresh_from_db()
    assert pair.verdict == "no"
    assert case(client, "people") is None


def make_disagreement() -> Disagreement:
    one = make_article(body="The pier was built in 2016.", source=make_source())
    other = make_article(body="The pier was built in 2017.", source=make_source("Tarnwick Mail"))
    places = {"first_field": "body", "first_start": 22, "first_end": 26}
    places |= {"second_field": "body", "second_start": 22, "second_end": 26}
    return Disagreement.objects.create(
        story=make_story(),
        kind="date",
        words=["2016", "2017"],
        first_article=one,
        second_article=other,
        **places,
    )


def test_a_false_disagreement_is_dismissed_and_brought_back(client, cora):
    row = make_disagreement()
    page = client.get(reverse("articles:review-case", args=["disagreements"])).content.decode()
    assert "2016" in page
    assert "2017" in page
    answer(client, "disagreements", row, "rejected")
    row.refresh_from_db()
    assert row.dismissed_by == cora

    undo(client)
    row.refresh_from_db()
    assert row.dismissed_at is None


def make_copies(**fields) -> CopyPair:
    """Two articles that are hardly copies: in one group, and asked about."""
    one = make_article("Tarnwick to dredge", LONG, source="Tarnwick Mail")
    copies.link([one, make_article("Channel vote", HARDLY, source="Saltmark Echo", **fields)])
    return CopyPair.objects.get()


def test_two_copies_are_shown_beside_each_other_with_what_differs(
    client, cora, django_assert_max_num_queries
):
    make_copies()
    with django_assert_max_num_queries(12):
        case(client, "copies")
    page = client.get(reverse("articles:review-case", args=["copies"])).content.decode()
    assert "one text, cut or retouched?" in page
    assert "69 % of the shorter text is in both" in page
    assert "Tarnwick Mail" in page
    assert "Saltmark Echo" in page
    left, _, right = page.partition("</del>")
    assert "<del>" in left
    assert "<ins>" in right
    assert "listed as one copy" in page


def test_two_texts_are_parted_and_put_together_again(client, cora):
    pair = make_copies()
    answer(client, "copies", pair, "rejected")
    assert not Article.objects.exclude(copies=None).exists()
    assert case(client, "copies") is None

    undo(client)
    assert Article.objects.exclude(copies=None).count() == 2
    assert case(client, "copies") == pair
    assert CopyPair.objects.values().get() == CopyPair.objects.filter(verdict="open").values().get()


def test_a_case_of_copies_is_answered_once_with_one_text(client, cora):
    pair = make_copies()
    answer(client, "copies", pair, "accepted")
    pair.refresh_from_db()
    assert (pair.verdict, pair.decided_by) == ("yes", cora)
    assert case(client, "copies") is None
    assert "changed" not in client.get(reverse("articles:review-list")).content.decode()


def test_an_unsure_case_of_copies_stays_and_its_answer_is_undone(client, cora):
    pair = make_copies()
    answer(client, "copies", pair, "unsure")
    assert case(client, "copies") == pair
    undo(client)
    assert not ReviewDecision.objects.exists()
    pair.refresh_from_db()
    assert pair.verdict == "open"


def test_an_answer_on_copies_undone_at_the_desk_is_asked_again(client, cora):
    pair = make_copies()
    answer(client, "copies", pair, "rejected")
    action = DeskAction.objects.get(kind="copies")
    cora.user_permissions.add(*make_user("articles.change_copygroup").user_permissions.all())
    client.post(reverse("articles:desk-undo", args=[action.pk]))
    assert case(client, "copies") == pair


def test_an_answer_on_copies_that_others_stand_against_is_refused(client, cora):
    pair = make_copies()
    third = make_article("Third", "A word.", source="Ostrey Post")
    for verdict, one in (("yes", pair.first), ("no", pair.second)):
        CopyPair.objects.create(first=one, second=third, verdict=verdict, shared=0)
    page = answer(client, "copies", pair, "accepted").content.decode()
    assert "Another answer holds these two apart" in page
    assert not DeskAction.objects.exists()


def test_copies_that_a_third_article_joined_are_not_asked_about(client, cora):
    pair = make_copies()
    CopyPair.objects.filter(pk=pair.pk).update(shared=0.6)
    assert case(client, "copies") is None
    Article.objects.filter(pk=pair.first_id).update(copies=None)
    assert case(client, "copies") == pair


def test_hidden_copies_are_asked_of_those_who_may_see_both(client):
    pair = make_copies(status="withheld")
    client.force_login(make_user("articles.change_quote", username="otto"))
    assert case(client, "copies") is None
    page = client.get(reverse("articles:review-case", args=["copies"]), {"case": pair.pk})
    assert "Channel" not in page.content.decode()
    answer(client, "copies", pair, "rejected")
    pair.refresh_from_db()
    assert pair.verdict == "open"


def test_a_case_that_was_answered_meanwhile_says_so(client, cora):
    quote = make_quote()
    answer(client, "quotes", quote, "accepted")
    assert "meanwhile" in answer(client, "quotes", quote, "accepted").content.decode()


@pytest.mark.parametrize("value", ["", "x", "9" * 40])
def test_a_case_that_is_none_is_no_error(client, cora, value):
    address = reverse("articles:review-case", args=["quotes"])
    form = {"case": value, "verdict": "accepted"}
    assert client.post(address, form, follow=True).status_code == 200
    assert client.get(address, {"case": value}).status_code == 200


def test_an_answer_that_is_none_changes_nothing(client, cora):
    quote = make_quote()
    answer(client, "quotes", quote, "maybe")
    quote.refresh_from_db()
    assert quote.reviewed_at is None


def test_hidden_articles_are_not_asked_about_those_who_may_not_see_them(client):
    client.force_login(make_user("articles.change_quote", username="otto"))
    quote = make_quote(headline="Sealed", status="withheld")
    make_article("Sealed too", source=None, status="withheld")
    assert case(client, "quotes") is None
    assert case(client, "outlets") is None
    assert "Sealed" not in client.get(reverse("articles:review-list")).content.decode()
    answer(client, "quotes", quote, "accepted")
    quote.refresh_from_db()
    assert quote.reviewed_at is None


def test_one_undoes_one_s_own_decisions_alone(client, cora):
    answer(client, "quotes", make_quote(), "accepted")
    client.force_login(make_user("articles.change_quote", username="otto"))
    address = reverse("articles:desk-undo", args=[DeskAction.objects.get().pk])
    assert client.post(address).status_code == 404


def test_undoing_leads_back_to_the_case(client, cora):
    quote = make_quote()
    answer(client, "quotes", quote, "accepted")
    page = client.get(reverse("articles:review-case", args=["quotes"])).content.decode()
    assert f"/review/quotes/?case={quote.pk}" in page


def test_the_queue_is_for_curators(client):
    client.force_login(make_user("articles.add_tagging", username="nora"))
    assert client.get(reverse("articles:review-list")).status_code == 403
    assert client.get(reverse("articles:review-case", args=["quotes"])).status_code == 403


def test_there_is_no_other_queue(client, cora):
    assert client.get(reverse("articles:review-case", args=["jokes"])).status_code == 404


def test_a_hundred_answers_take_as_many_questions_each_as_one(
    client, cora, django_assert_max_num_queries
):
    for number in range(6):
        make_quote(number / 10)
    quote = Quote.objects.order_by("confidence").first()
    with django_assert_max_num_queries(40):
        answer(client, "quotes", quote, "accepted", follow=False)
    with django_assert_max_num_queries(14):
        case(client, "quotes")
    assert Article.objects.count() == 6
