"""Citations of an article: footnote, BibTeX, RIS, CSL JSON."""

import json
from datetime import date

import pytest

from articles import citing
from articles.citing import Citation

SEEN = date(2026, 3, 9)
WHOLE = Citation(
    number=7,
    headline="Harbour & quay: 50% dearer.",
    authors=("Ottoline Farrow", "Bram van der Kolk"),
    outlet="The Haldermouth Courier",
    date=(2026, 1, 7),
    url="https://courier.example/quay",
    language="en",
    seen=SEEN,
)
BARE = Citation(8, "", (), "", (), "https://archive.example/articles/8/-/", "", SEEN)


def test_a_footnote_names_author_headline_outlet_and_day():
    assert citing.footnote(WHOLE) == (
        "Ottoline Farrow and Bram van der Kolk, “Harbour & quay: 50% dearer,” "
        "The Haldermouth Courier, 7 January 2026, https://courier.example/quay."
    )


def test_a_footnote_says_where_no_date_is_known():
    assert citing.footnote(BARE) == "“Untitled,” n.d., https://archive.example/articles/8/-/."


@pytest.mark.parametrize(
    ("parts", "told"),
    [((2026,), "2026"), ((2026, 1), "January 2026"), ((2026, 1, 7), "7 January 2026")],
)
def test_a_date_is_told_no_more_precisely_than_it_is_known(parts, told):
    cited = Citation(1, "Tide", (), "Courier", parts, "https://a.example", "", SEEN)
    assert f"Courier, {told}, https" in citing.footnote(cited)


def test_bibtex_keeps_names_whole_and_defuses_what_latex_reads():
    entry = citing.bibtex(WHOLE)
    assert entry.startswith("@article{the-haldermouth-courier-2026-7,\n")
    assert r"title = {{Harbour \& quay: 50\% dearer.}}" in entry
    assert "author = {{Ottoline Farrow} and {Bram van der Kolk}}" in entry
    assert "date = {2026-01-07}" in entry


def test_ris_is_one_record_with_a_field_a_line():
    lines = citing.ris(WHOLE).split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert lines[-2:] == ["ER  - ", ""]
    assert "DA  - 2026/01/07" in lines
    assert [line for line in lines if line.startswith("AU")] == [
        "AU  - Ottoline Farrow",
        "AU  - Bram van der Kolk",
    ]


def test_csl_json_gives_the_date_in_parts():
    item = json.loads(citing.csl_json(WHOLE))[0]
    assert item["type"] == "article-newspaper"
    assert item["issued"] == {"date-parts": [[2026, 1, 7]]}
    assert item["author"][0] == {"literal": "Ottoline Farrow"}


@pytest.mark.parametrize("form", citing.FORMS)
def test_an_article_of_which_little_is_known_has_every_form(form):
    written = citing.FORMS[form].write(BARE)
    assert "https://archive.example/articles/8/-/" in written
    assert "None" not in written
