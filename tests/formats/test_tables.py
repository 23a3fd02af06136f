"""CSV and TSV: names of columns, quoted cells, ragged rows."""

import pytest

from articles.formats import tables
from articles.formats.raw import Published, RawArticle
from tests.formats.samples import SAMPLES, needs_samples, one, verdict

ROW = '"Pier vote","The council voted.\n\nFour ""million"".",Ann Wharton,2025-03-03'


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_each_delimiter_is_found(delimiter):
    data = f"title,text,author,date\n{ROW}\n".replace(",", delimiter).encode()
    article = one(tables, data)
    assert article.headline == "Pier vote"
    assert article.body == 'The council voted.\n\nFour "million".'
    assert article.byline == ["Ann Wharton"]
    assert article.published == Published("2025-03-03", "day", "metadata")
    assert article.data == ROW.replace(",", delimiter).encode()


def test_columns_may_be_mapped():
    data = b"Kopf;Inhalt\nPier;The council voted.\n"
    (article,) = tables.read(data, "a", {"Kopf": "headline", "Inhalt": "body"})
    assert (article.headline, article.body) == ("Pier", "The council voted.")


def test_a_ragged_row_does_not_lose_the_others():
    data = b"headline,body\na,One.\nb,Two.,three\nc\n\nd,Four.\n"
    first, second, third, last = tables.read(data, "a")
    assert (first.body, last.body) == ("One.", "Four.")
    assert (second.reason, third.reason) == ("invalid", "invalid")
    assert second.sentence.startswith("Row 2: ")


def test_a_row_without_text_is_empty():
    assert verdict(tables, b"headline,body\nPier,\n").reason == "empty"


def test_a_table_without_rows_is_empty():
    assert verdict(tables, b"headline,body\n").reason == "empty"


def test_a_long_text_is_read():
    assert len(one(tables, b"headline,body\nPier," + b"word " * 60_000).body) > 131_072


def test_an_unclosed_quotation_mark_is_a_verdict():
    data = b'headline,body\n"Pier,' + b"word " * 2_000_000
    items = tables.read(data, "a")
    assert not any(isinstance(item, RawArticle) for item in items)


def test_windows_1252_and_a_byte_order_mark_are_read():
    assert one(tables, "title,text\nPier,Café\n".encode("windows-1252")).body == "Café"
    assert one(tables, "\ufefftitle,text\nPier,Café\n".encode()).body == "Café"


@pytest.mark.parametrize(
    "data", [b"body,name", b'"of the\npaper",body', "name\tbody".encode("utf-16-le")]
)
def test_whatever_parts_the_names_tells_a_table(data):
    assert tables.accepts(data)


@pytest.mark.parametrize(
    "data",
    [b"name,age\nAnn,7\n", b"The council voted, at last.", b"body\nx", b"", b"\x00" * 40, b"%PDF-"],
)
def test_other_files_are_not_accepted(data):
    assert not tables.accepts(data)


@needs_samples
def test_hostile_cells_are_text_and_nothing_more():
    cells = (SAMPLES / "nasty/csv/payloadbox-csv-payload.txt").read_text().splitlines()
    rows = "".join('Pier,"{}"\n'.format(cell.replace('"', '""')) for cell in cells)
    items = tables.read(f"headline,body\n{rows}".encode(), "a")
    assert [item.body for item in items] == cells
