"""ZIP, tar and gzip: what is inside is read, and nothing is trusted."""

import gzip
import io
import os
import tarfile
import zipfile

import pytest

from articles.formats import containers
from articles.formats.detect import read_file
from articles.formats.raw import REASONS, RawArticle, Unreadable
from tests.formats.samples import verdict

TEXT = b"The council voted to rebuild the old pier."
LINE = b'{"headline": "Pier", "body": "The council voted."}\n'


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes], link: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        if link:
            info = tarfile.TarInfo("link")
            info.type, info.linkname = tarfile.SYMTYPE, link
            archive.addfile(info)
    return out.getvalue()


FILES = {"a/one.txt": TEXT, "two.jsonl": LINE * 2, ".hidden": TEXT, "__MACOSX/x": b"x"}


@pytest.mark.parametrize("pack", [zipped, tarred, lambda files: gzip.compress(tarred(files))])
def test_every_file_inside_is_read_in_its_format(pack):
    data = pack(FILES)
    assert containers.accepts(data)
    items = containers.read(data, "box")
    assert [item.path for item in items] == ["box/a/one.txt", "box/two.jsonl", "box/two.jsonl"]
    assert [item.item for item in items] == [0, 1, 2]
    assert items[0].data == TEXT
    assert items[1].structured


def test_a_gzipped_file_is_read_as_itself():
    (article,) = read_file(gzip.compress(LINE), "two.jsonl.gz")
    assert (article.path, article.headline) == ("two.jsonl.gz", "Pier")


def test_an_archive_inside_an_archive_is_read():
    (article,) = containers.read(zipped({"in.zip": zipped({"a.txt": TEXT})}), "box")
    assert article.path == "box/in.zip/a.txt"


def test_archives_nested_without_end_are_refused():
    data = TEXT
    for _ in range(6):
        data = zipped({"a": data})
    assert verdict(containers, data).reason == "too-large"


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "a/../../b", "C:\\a.txt", "..\\a.txt"])
def test_a_name_that_leads_out_of_the_archive_is_refused(name):
    for data in (zipped({name: TEXT, "b.txt": TEXT}), tarred({name: TEXT, "b.txt": TEXT})):
        refused, article = containers.read(data, "box")
        assert refused.reason == "invalid"
        assert isinstance(article, RawArticle)


def test_a_link_is_not_followed():
    article, refused = containers.read(tarred({"a.txt": TEXT}, "/etc/passwd"), "box")
    assert isinstance(article, RawArticle)
    assert refused.reason == "not-a-file"


def test_a_bomb_is_stopped_by_the_bytes_that_come_out(monkeypatch):
    monkeypatch.setattr(containers, "MAX_MEMBER_BYTES", 1_000_000)
    bomb = b"\x00" * 3_000_000
    assert verdict(containers, gzip.compress(bomb)).reason == "too-large"
    refused, article = containers.read(zipped({"bomb": bomb, "a.txt": TEXT}), "box")
    assert refused.reason == "too-large"
    assert isinstance(article, RawArticle)


def test_all_members_together_have_a_limit(monkeypatch):
    files = {f"{i}.txt": TEXT + os.urandom(9).hex().encode() for i in range(20)}
    monkeypatch.setattr(containers._Budget, "__init__", lambda self: None)
    monkeypatch.setattr(containers._Budget, "left", 500, raising=False)
    monkeypatch.setattr(containers._Budget, "members", 99, raising=False)
    items = containers.read(zipped(files), "box")
    assert items[-1].reason == "too-large"
    assert len(items) < 20


def test_a_damaged_member_does_not_lose_the_others():
    data = bytearray(zipped({"a.txt": os.urandom(500).hex().encode(), "b.txt": TEXT}))
    data[60] ^= 0xFF
    refused, article = containers.read(bytes(data), "box")
    assert refused.reason == "unreadable"
    assert isinstance(article, RawArticle)


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(TEXT * 100)[:40],
        gzip.compress(TEXT) + b"junk after the end",
        b"\x1f\x8b" + b"junk" * 9,
        zipped(FILES)[:-30],
        zipped({}),
        tarred(FILES)[:700],
        b"PK\x03\x04" + b"\x00" * 100,
        b"PK\x05\x06",
    ],
    ids=[
        "cut gzip",
        "junk after gzip",
        "no gzip",
        "cut zip",
        "empty zip",
        "cut tar",
        "no member",
        "no end",
    ],
)
def test_damage_is_a_verdict(data):
    try:
        items = read_file(data, "a")
    except Unreadable as refused:
        items = [refused]
    assert all(isinstance(i, RawArticle) or i.reason in REASONS for i in items)
    assert any(isinstance(i, Unreadable) for i in items)


def test_an_office_document_is_no_archive_of_articles():
    data = zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert not containers.accepts(data)
    with pytest.raises(Unreadable) as refused:
        read_file(data, "a.docx")
    assert refused.value.reason == "binary"
