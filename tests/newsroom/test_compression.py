"""Pages travel compressed; a secret on them is not to be told from their length."""

import gzip

import pytest

from tests.factories import make_article

pytestmark = pytest.mark.django_db
PACKED = {"Accept-Encoding": "gzip, br"}


def test_a_page_is_a_fraction_of_its_length(client):
    make_article()
    plain = client.get("/articles/").content
    packed = client.get("/articles/", headers=PACKED)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.content) == plain
    assert len(packed.content) < len(plain) / 2


def test_the_length_of_a_page_differs_from_answer_to_answer(client):
    lengths = {len(client.get("/articles/", headers=PACKED).content) for _ in range(12)}
    assert len(lengths) > 1


@pytest.mark.parametrize("name", ["export.csv", "export.jsonl"])
def test_an_export_is_sent_while_it_is_made_and_is_whole(client, name):
    for number in range(3):
        make_article(f"Ferry {number}")
    address = f"/articles/{name}?q=ferry"
    plain = client.get(address)
    packed = client.get(address, headers=PACKED)
    assert packed.streaming
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.getvalue()) == plain.getvalue()


def test_a_feed_is_compressed_too(client):
    for number in range(3):
        make_article(f"Ferry {number}")
    address = "/articles/feed/?q=ferry"
    packed = client.get(address, headers=PACKED)
    assert b"Ferry 2" in gzip.decompress(packed.content)
