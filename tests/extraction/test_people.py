"""Who is named in a text, where, under which full name, with which title and gender."""

import importlib
import json
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.names import fold
from articles.extraction.people import MOST_TEXT, find_people
from tests.timing import within

SHARED = Path(__file__).resolve().parents[3] / "shared"
LABELLED = SHARED / "eval" / "people" / "dev.jsonl"
SEEDS = SHARED / "eval" / "seed_truth.json"


def mentions(text):
    return [text[span.start : span.end] for span in find_people(text)]


def names(text):
    return [span.name for span in find_people(text)]


def titles(text):
    return {span.name: span.title for span in reversed(find_people(text))}


def genders(text):
    return {span.name: span.gender for span in find_people(text)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The mayor, Anna Bergqvist, said so on Monday.", ["Anna Bergqvist"]),
        ("“It is late,” said Tomas R. Okafor Jr. of the harbour office.", ["Tomas R. Okafor Jr."]),
        ("Anna Bergqvist’s plan fell. Bergqvist said why.", ["Anna Bergqvist", "Bergqvist"]),
        ("The union is led by Willem van der Sande, 54.", ["Willem van der Sande"]),
        ("Prince Khalid bin Salim al-Harbi arrived.", ["Khalid bin Salim al-Harbi"]),
        ("“No,” J. P. O’Hara said.", ["J. P. O’Hara"]),
        ("Mr. Holm and Mrs. Lund left early.", ["Holm", "Lund"]),
        ("Marie-Claire Dupont met Jan Novák in Paris.", ["Marie-Claire Dupont", "Jan Novák"]),
        ("Park Min-seo, the minister, met Zhao Lihua.", ["Park Min-seo", "Zhao Lihua"]),
        ("King Erik XIV and Queen Karin waved.", ["Erik XIV", "Karin"]),
        ('Walter "Big Boy" Hansen won the race.', ['Walter "Big Boy" Hansen']),
        ("“Go,” Mayor Ottilie Vance Marsh said.", ["Ottilie Vance Marsh"]),
    ],
)
def test_a_name_is_found_without_title_and_possessive(text, found):
    assert mentions(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "She studied at Johns Hopkins University.",
        "Goldman Sachs and Ford Motor shares rose.",
        "They met in Lu Xun Park and walked to Hyde Park.",
        "Hurricane Martha reached Florida on Monday. Martha weakened.",
        "He flew to Charles de Gaulle airport.",
        "Fort Selmer fell. The Orlando Sentinel said that radical Islam was on the rise there.",
        "Selmer Beach, Fla. is quiet.",
        "A Selmer-linked Islamic group spoke of the Puerto Ricans.",
        "The wreck on Gull Ledge lies off Selmer Reach. Gull Ledge is closed.",
        "The bridge crosses Martin Luther King Boulevard.",
        "The Bill & Melinda Gates Foundation gave the money.",
        "The John Lewis Voting Rights Act did not pass.",
        "Related Articles",
        "Tension on the Korean Peninsula rose in the Provisional Measures Zone.",
        "Beijing denied any “Hallyu ban” on Wednesday.",
        "The European Commission fined the bank. Officials in Washington agreed.",
        "On Monday, the Supreme Court of South Korea met in Seoul.",
        "李在明总统周三在上海说。韩国总统说。",
        "",
    ],
)
def test_what_only_looks_like_a_name_is_no_person(text):
    assert mentions(text) == []


def test_a_lone_family_name_takes_the_full_name_of_the_text():
    text = "Lee will speak. Lee Jae-myung arrived in Seoul, and Lee said little."
    assert names(text) == ["Lee Jae-myung"] * 3


def test_a_lone_family_name_without_a_full_one_stays_as_it_is():
    assert names("President Bergqvist said that it was late.") == ["Bergqvist"]


def test_two_of_one_family_name_are_two_people_and_a_lone_name_is_the_last_one():
    text = "Kim Min-seo spoke first. Kim said little. Kim Do-hyun replied. Kim said more."
    assert names(text) == ["Kim Min-seo", "Kim Min-seo", "Kim Do-hyun", "Kim Do-hyun"]


def test_a_title_tells_which_of_two_is_meant():
    text = (
        "Prime Minister Kim Min-seo met President Kim Do-hyun. Prime Minister Kim said little, "
        "and President Kim said nothing."
    )
    assert names(text)[2:] == ["Kim Min-seo", "Kim Do-hyun"]


def test_a_courtesy_title_tells_which_of_two_is_meant():
    text = "Anna Holm married Erik Holm. Mrs. Holm said that Mr. Holm cooked."
    assert names(text)[2:] == ["Anna Holm", "Erik Holm"]


def test_a_relative_named_in_passing_does_not_take_over_the_family_name():
    text = "Erik Holm spoke. His wife, Anna Holm, listened. Holm said that he was glad."
    assert names(text)[-1] == "Erik Holm"


def test_the_fullest_form_names_all_its_variants():
    text = "Erik Holm spoke. Erik J. Holm said so. E. Holm said it again."
    assert set(names(text)) == {"Erik J. Holm"}


def test_a_headline_in_capitals_names_the_people_of_the_text():
    text = "BERGQVIST SEES NO END OF DISPUTE\nAnna Bergqvist said on Monday that it went on."
    assert mentions(text) == ["BERGQVIST", "Anna Bergqvist"]
    assert set(names(text)) == {"Anna Bergqvist"}


def test_a_participle_before_a_name_is_no_part_of_it():
    text = "A List of Conservatives Rebuking Holm as He Captures It All\n\nErik Holm said that."
    assert names(text) == ["Erik Holm", "Erik Holm"]


def test_a_family_name_that_is_a_common_word_follows_an_initial():
    assert mentions("“No,” said Laurence H. Tribe, a professor.") == ["Laurence H. Tribe"]


def test_a_name_known_only_in_capitals_is_written_as_a_name():
    assert names("PRESIDENT LEE JAE-MYUNG ASKS FOR HELP") == ["Lee Jae-myung"]


def test_two_family_name_first_names_in_a_row_are_two_people():
    assert mentions("Lee Jae-myung Xi Jinping Mediation Request") == ["Lee Jae-myung", "Xi Jinping"]


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("South Korean President Lee Jae-myung spoke.", "Lee Jae-myung", "South Korean President"),
        ("The former president Anna Holm spoke.", "Anna Holm", "former president"),
        ("The union spokesman Erik Holm said no.", "Erik Holm", "union spokesman"),
        ("Anna Holm, Lund Municipal Party secretary, came.", "Anna Holm",
         "Lund Municipal Party secretary"),
        ("Anna Holm, 54, a lawyer in Lund, came.", "Anna Holm", "lawyer"),
        ("Anna Holm, who is tired, came.", "Anna Holm", ""),
        ("Mr. Holm came.", "Holm", "Mr."),
    ],
)  # fmt: skip
def test_the_title_beside_a_name_is_kept(text, name, title):
    assert titles(text)[name] == title


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Mrs. Robin Holm came.", "f"),
        ("King Robin Holm came.", "m"),
        ("Chairwoman Robin Holm came.", "f"),
        ("Robin Holm came, and Mr. Holm said so.", "m"),
        ("Margaret Holm said so.", "f"),
        ("Frederick Holm said so.", "m"),
        ("Robin Holm said so.", ""),
        ("Lee Jae-myung said so.", ""),
    ],
)
def test_gender_is_told_by_a_title_or_an_unambiguous_given_name(text, gender):
    assert set(genders(text).values()) == {gender}


def test_names_in_other_scripts_do_not_stop_it():
    text = "Анна Холм сказала. 이재명 대통령은 말했다. قال محمد. Erik Holm said so."
    assert mentions(text)[-1] == "Erik Holm"


@given(
    st.lists(
        st.one_of(
            st.text(st.characters(codec=None), max_size=12),
            st.sampled_from(
                [
                    "Kim Jong Un",
                    "Mr.",
                    "Anna Holm",
                    "’s",
                    "van der",
                    "\n",
                    ", ",
                    '"',
                    " said ",
                    "Jr.",
                ]
            ),
        ),
        max_size=30,
    ).map("".join)
)
def test_spans_lie_in_the_text_sorted_and_disjoint(text):
    last = 0
    for span in find_people(text):
        assert last <= span.start < span.end <= len(text)
        assert span.name
        last = span.end


@pytest.mark.parametrize(
    "text",
    ['"' * 2000, '"a ' * 8000, "A" * 26 + "!", "A " * 8000, "A." * 12000, "O'" * 8000]
    + ["x" * 24000 + " Anna Holm", ", a former " * 2400, "van de " * 3400, "Anna" + " " * 24000],
    ids=lambda text: text[:8],
)
def test_hostile_text_takes_no_long_time(text):
    assert within(0.2, lambda: find_people(text))


def test_one_line_of_twenty_megabytes_is_read_up_to_a_bound():
    began = time.process_time()
    found = find_people("it is late. " * (20_000_000 // 12) + "Anna Holm said so.")
    assert not found
    assert time.process_time() - began < 10
    assert mentions("Anna Holm said so. " + "a" * MOST_TEXT) == ["Anna Holm"]


@pytest.mark.skipif(not LABELLED.is_file(), reason="no folder `shared` beside the checkout")
def test_persons_of_labelled_newswire_are_found():
    right = found = labelled = 0
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        spans = {(span.start, span.end) for span in find_people(article["text"])}
        truth = {tuple(span) for span in article["persons"]}
        right, found, labelled = (
            right + len(spans & truth),
            found + len(spans),
            labelled + len(truth),
        )
    assert 200 * right / (found + labelled) > 92


@pytest.mark.skipif(not SEEDS.is_file(), reason="no folder `shared` beside the checkout")
def test_people_of_the_seed_documents_are_found():
    truth = json.loads(SEEDS.read_text(encoding="utf-8"))["files"]
    for name, facts in truth.items():
        found = {fold(n) for n in names((SHARED / "seeds" / name).read_text(encoding="utf-8"))}
        people = facts["people"]
        wanted = {fold(p["canonical"]) for p in people if not p["only_in_junk_or_metadata"]}
        known = {fold(p["canonical"]) for p in people}
        assert wanted <= found, name
        assert not {n for n in found if " " in n} - known, name


@pytest.mark.skipif(not LABELLED.is_file(), reason="no folder `shared` beside the checkout")
def test_the_weights_can_be_learnt_again(monkeypatch):
    folder = Path(importlib.import_module("articles.extraction").__file__).parent / "data"
    monkeypatch.syspath_prepend(str(folder))
    trainer = importlib.import_module("train_people")
    monkeypatch.delitem(sys.modules, "train_people")
    lines = LABELLED.read_text(encoding="utf-8").splitlines()[:12]
    articles = [trainer.Labelled(d["text"], d["persons"]) for d in map(json.loads, lines)]
    assert trainer.score(articles, *trainer.fit(articles)).startswith("mentions 9")
