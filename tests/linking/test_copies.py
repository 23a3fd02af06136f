"""Near duplicates: what is one copy, what is not, and the same groups in any order."""

import json
import random
from pathlib import Path

import pytest

from articles.curation.articles import save_edit
from articles.importing.run import Import, run
from articles.linking import copies
from articles.linking.sketches import SHORT, Text, contained, likeness, sketch, words_of
from articles.models import Article, ArticleSketch, CopyGroup
from tests.factories import make_article
from tests.importing.texts import OTHER, REPORT

LONG = """The harbour board of Tarnwick voted on Monday to dredge the channel before winter sets \
in.

Fishing boats have run aground twice since spring, and the pilots refuse to bring in anything \
larger than a coaster when the tide is low.

The work will cost eleven million crowns, of which the county pays half and the shipping \
companies the remainder through a levy on every tonne.

Engineers measured the bottom in August and found that the channel had lost a metre of depth \
within four years, more than their predecessors had expected for a decade.

Residents of the eastern quay complained that the dredger would work at night. The board promised \
that no machine would run between ten in the evening and six in the morning.

A second vote, on the price of mooring, was put off until November."""

# The same evening, told by another reporter.
RIVAL = """After a debate of three hours Tarnwick's harbour board gave way: its channel will be \
dredged, and soon.

Two groundings since spring had frightened the shipowners. Larger vessels have stayed away for \
months, because pilots would not risk the low tide.

Half of the eleven million crowns comes from the county. What is left will be raised by charging \
cargo, a plan that the merchants' guild called robbery in its letter to the members.

Soundings made this summer told the engineers that a full metre of depth was gone. Nobody had \
foreseen such a loss so early.

People who live beside the eastern quay fear for their sleep. They were told that the machines \
stop at ten and start again at six."""

SKETCH = [-9160191897121609450, -9134487273932484240]

WORDS = ("lantern", "gravel", "orchard", "pepper", "saddle", "copper", "meadow", "thimble")


def retouched(text: str, share: float, seed: int = 1) -> str:
    """The text with this share of its words replaced by others."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    words = text.split(" ")
    for place in chance.sample(range(len(words)), int(len(words) * share)):
        words[place] = chance.choice(WORDS)
    return " ".join(words)


def swapped(text: str) -> str:
    """The text with its second and fourth paragraph in each other's place."""
    paragraphs = text.split("\n\n")
    paragraphs[1], paragraphs[3] = paragraphs[3], paragraphs[1]
    return "\n\n".join(paragraphs)


EDITED = {
    "last third cut": LONG[: len(LONG) * 2 // 3],
    "only the opening kept": "\n\n".join(LONG.split("\n\n")[:2]),
    "five words in a hundred": retouched(LONG, 0.05),
    "ten words in a hundred": retouched(LONG, 0.10),
    "paragraphs swapped": swapped(LONG),
    "a line of the outlet's own": LONG + "\n\nSign up for the Saltmark Echo's morning letter.",
    "in capitals, other marks": LONG.upper().replace(".", " ;"),
}


def groups() -> set[frozenset[str]]:
    """The headlines in each group of the archive."""
    found = CopyGroup.objects.prefetch_related("articles")
    return {frozenset(a.headline for a in group.articles.all()) for group in found}


@pytest.mark.parametrize("how", EDITED)
def test_a_copy_is_known_however_it_was_edited(how):
    assert likeness(Text(LONG), Text(EDITED[how])).copy
    assert len(set(sketch(words_of(LONG))) & set(sketch(words_of(EDITED[how])))) >= 2


def test_another_reporters_own_report_is_no_copy():
    assert contained(Text(LONG), Text(RIVAL)) < 0.2
    assert not likeness(Text(LONG), Text(RIVAL)).copy


def test_a_form_filled_in_with_other_figures_is_no_copy():
    form = (
        "The central bank said it provided {} million crowns of help to the money market in the "
        "morning session, which compares with its forecast of a shortage of {} million. It bought "
        "bills in band one at {} and in band two at {}, and lent {} million overnight to the "
        "discount houses of the capital, it said in its daily note to the market."
    )
    one, other = (24, 500, 10.2, 10.4, 31), (37, 710, 9.8, 9.6, 12)
    found = likeness(Text(form.format(*one)), Text(form.format(*other)))
    assert (found.copy, found.doubtful) == (False, False)


def test_a_sketch_is_the_same_in_every_process():
    assert sketch(words_of(LONG))[:2] == SKETCH


def test_a_sketch_is_at_most_eight_numbers_that_the_database_holds():
    values = sketch(words_of(LONG))
    assert len(values) == 8
    assert all(-(2**63) <= value < 2**63 for value in values)


def test_a_short_text_has_no_sketch():
    assert sketch(["harbour"] * (SHORT - 1)) == []


def test_a_text_without_blanks_between_its_words_is_compared_by_characters():
    text = "항구위원회" * 3 + "東京都知事は月曜日に港の浚渫を決めたと発表した" * 3
    assert len(words_of(text)) > 40


@pytest.mark.django_db
def test_copies_in_one_batch_and_of_earlier_ones_are_one_group():
    first = make_article("A", LONG)
    copies.link([first])
    assert not CopyGroup.objects.exists()
    later = [make_article(how, text, source=how) for how, text in EDITED.items()]
    other = make_article("Z", RIVAL)
    copies.link([*later, other])
    assert groups() == {frozenset({"A", *EDITED})}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_the_groups_are_the_same_in_any_order(seed):
    texts = [("A", LONG), *EDITED.items(), ("R", RIVAL), ("R cut", RIVAL[:500]), ("O", OTHER)]
    random.Random(seed).shuffle(texts)  # noqa: S311 - nothing secret
    for start in range(0, len(texts), 3):
        copies.link([make_article(name, text) for name, text in texts[start : start + 3]])
    assert groups() == {frozenset({"A", *EDITED}), frozenset({"R", "R cut"})}


@pytest.mark.django_db
def test_an_article_that_joins_two_groups_makes_them_one():
    paragraphs = LONG.split("\n\n")
    head, tail = "\n\n".join(paragraphs[:3]), "\n\n".join(paragraphs[3:])
    for name, text in (("H1", head), ("H2", head), ("T1", tail), ("T2", tail)):
        copies.link([make_article(name, text, source=name)])
    assert groups() == {frozenset({"H1", "H2"}), frozenset({"T1", "T2"})}
    copies.link([make_article("whole", LONG)])
    assert groups() == {frozenset({"H1", "H2", "T1", "T2", "whole"})}
    assert CopyGroup.objects.count() == 1


@pytest.mark.django_db
def test_a_text_that_is_rewritten_leaves_its_group():
    one, two = make_article("A", LONG), make_article("B", LONG[:600])
    copies.link([one, two])
    two.body = RIVAL
    two.save()
    copies.link([Article.objects.get(pk=two.pk)])
    assert groups() == set()
    assert not CopyGroup.objects.exists()


@pytest.mark.django_db
def test_a_text_that_a_curator_changes_is_grouped_anew():
    copies.link([make_article("A", LONG), make_article("B", RIVAL)])
    article = Article.objects.get(headline="B")
    article.body = LONG
    save_edit(article, ["body"])
    assert groups() == {frozenset("AB")}


@pytest.mark.django_db
def test_the_others_of_a_group_stay_together_when_one_leaves():
    articles = [make_article(name, LONG, source=name) for name in "ABC"]
    copies.link(articles)
    articles[0].body = RIVAL
    articles[0].save()
    copies.link([Article.objects.get(pk=articles[0].pk)])
    assert groups() == {frozenset("BC")}


@pytest.mark.django_db
def test_a_short_text_is_a_copy_only_word_for_word_in_another_outlet_within_days():
    text = {"body": "The ferry is cancelled.", "text_hash": "ab" * 32}
    day = make_article("A", published="2025-03-03", source="Mail", **text)
    same = make_article("B", published="2025-03-04", source="Echo", **text)
    make_article("own", published="2025-03-04", source="Mail", **text)
    later = make_article("later", published="2025-06-04", source="Post", **text)
    copies.link([day, same, later])
    assert groups() == {frozenset("AB")}


@pytest.mark.django_db
def test_rows_stay_few_and_queries_do_not_grow(django_assert_max_num_queries):
    few = [make_article(f"f{n}", LONG, source=f"s{n}") for n in range(3)]
    with django_assert_max_num_queries(8):
        copies.link(few)
    many = [make_article(f"m{n}", LONG, source=f"s{n}") for n in range(60)]
    with django_assert_max_num_queries(8):
        copies.link(many)
    assert Article.objects.exclude(copies=few[0].copies_id).count() == 0
    assert ArticleSketch.objects.count() == 8 * copies.FULL


@pytest.mark.django_db
def test_finding_all_anew_gives_the_same_groups():
    articles = [make_article(n, t) for n, t in [("A", LONG), *EDITED.items(), ("R", RIVAL)]]
    copies.link(articles)
    before = groups()
    Article.objects.filter(headline="R").update(copies=CopyGroup.objects.create())
    assert list(copies.relink())[-1] == len(articles)
    assert groups() == before


@pytest.mark.django_db
def test_an_import_groups_copies_of_two_outlets(tmp_path):
    lines = [
        {"headline": "Tarnwick to dredge", "body": LONG, "source": "Tarnwick Mail"},
        {"headline": "Channel to be dredged", "body": LONG[:700], "source": "Saltmark Echo"},
        {"headline": "School", "body": REPORT, "source": "Saltmark Echo"},
    ]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    run(Import([path]))
    assert groups() == {frozenset({"Tarnwick to dredge", "Channel to be dredged"})}


SHARED_STORIES = Path(__file__).resolve().parents[3] / "shared" / "eval" / "stories" / "dev.jsonl"


def test_no_two_events_of_the_evaluation_set_share_a_copy():
    if not SHARED_STORIES.exists():
        pytest.skip("the evaluation set is not beside the checkout")
    lines = SHARED_STORIES.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    holders: dict[int, list[int]] = {}
    texts = [Text(row["text"]) for row in rows]
    pairs = []
    for number, text in enumerate(texts):
        counts: dict[int, int] = {}
        for value in sketch(text.words):
            for other in holders.get(value, []):
                counts[other] = counts.get(other, 0) + 1
            holders.setdefault(value, []).append(number)
        pairs += [(number, other) for other, n in counts.items() if n >= 2]
    found = [(a, b) for a, b in pairs if likeness(texts[a], texts[b]).copy]
    assert len(found) >= 75
    assert not [(a, b) for a, b in found if rows[a]["event"] != rows[b]["event"]]
